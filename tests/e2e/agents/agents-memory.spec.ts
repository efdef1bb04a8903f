import { lookInside, runBar, writer } from '../agents-desk.ts';
import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';

test('a team gets a memory of its own by its form: what it is taught is its alone, and comes to mind for it', async ({
  desk,
  chat,
  scripted,
}) => {
  const page = await desk.open(
    await scripted([
      { when: { responseSchema: true }, json: { lessons: [] } },
      { when: { systemIncludes: 'strict, kind editor' }, reply: 'APPROVE' },
      { when: { systemIncludes: [writer, 'teal'] }, reply: 'A teal line.' },
      { when: { systemIncludes: writer }, reply: 'A line without a colour.' },
    ]),
  );
  await lookInside(page, 'Writer and critic');
  const taught = page.getByRole('combobox', { name: 'What it is taught' });
  await expect(taught).toHaveValue('tutee');
  await taught.selectOption('The team’s');
  const members = page.getByRole('navigation', { name: 'Members' });
  await members.getByRole('button', { name: 'writer' }).click();
  const memory = page.getByRole('region', { name: 'writer' }).getByRole('combobox', { name: 'Memory' });
  await expect(memory).toHaveValue('team');
  await expectAccessible(page);
  await page.getByRole('textbox', { name: 'Display name' }).fill('Poets');
  await page.getByRole('button', { name: 'Save a copy' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved as your own.' })).toBeVisible();

  const run = async (task: string) => {
    await page.getByRole('button', { name: 'Start a run' }).click();
    const dialog = page.getByRole('dialog', { name: 'Start “Poets”' });
    await dialog.getByRole('textbox', { name: 'Task' }).fill(task);
    await dialog.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(chat.log).toContainText(task);
    await expect(runBar(page)).toContainText('Done');
  };
  const editor = page.url();
  await run('Remember that my favourite colour is teal');
  await expect(page.getByRole('group', { name: 'Remembered' })).toContainText('teal');
  await page.goto(editor);
  await run('A line in my favourite colour');
  const line = chat.log.getByRole('article', { name: 'writer' });
  await expect(line).toContainText('A teal line.');
  await expect(line.getByRole('button', { name: 'Used 1 memory' })).toBeVisible();

  // The memory page says whose it is; a plain chat does not know it.
  await page.getByRole('navigation', { name: 'Primary' }).getByText('Memory').click();
  await page.getByRole('list', { name: 'Memories' }).getByText('teal').first().click();
  const applies = page.getByRole('region', { name: 'Details' }).getByRole('combobox', { name: 'Applies' });
  await expect(applies.getByRole('option', { name: 'Poets', selected: true })).toBeAttached();
});

test('an agent of a team keeps what it was taught when it is given another name, and is called by it', async ({
  desk,
  chat,
  scripted,
}) => {
  const page = await desk.open(
    await scripted([
      { when: { responseSchema: true }, json: { lessons: [] } },
      { when: { systemIncludes: 'strict, kind editor' }, reply: 'APPROVE' },
      { when: { systemIncludes: [writer, 'teal'] }, reply: 'A teal line.' },
      { when: { systemIncludes: writer }, reply: 'A line without a colour.' },
    ]),
  );
  await lookInside(page, 'Writer and critic');
  const members = page.getByRole('navigation', { name: 'Members' });
  await members.getByRole('button', { name: 'writer' }).click();
  const memory = page.getByRole('region', { name: 'writer' }).getByRole('combobox', { name: 'Memory' });
  await memory.selectOption('own');
  await page.getByRole('textbox', { name: 'Display name' }).fill('Poets');
  await page.getByRole('button', { name: 'Save a copy' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved as your own.' })).toBeVisible();
  const run = async (task: string) => {
    await page.getByRole('button', { name: 'Start a run' }).click();
    const dialog = page.getByRole('dialog', { name: 'Start “Poets”' });
    await dialog.getByRole('textbox', { name: 'Task' }).fill(task);
    await dialog.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(chat.log).toContainText(task);
    await expect(runBar(page)).toContainText('Done');
  };
  const editor = page.url();
  await run('Remember that my favourite colour is teal');
  // Whose it is has its name at once, although nobody was called so before.
  await expect(page.getByRole('group', { name: 'Remembered' }).first()).toContainText(/writer in Poets/);
  await page.goto(editor);
  await members.getByRole('button', { name: 'writer' }).click();
  await page.getByRole('region', { name: 'writer' }).getByRole('textbox', { name: 'Name' }).fill('poet');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible();
  await run('A line in my favourite colour');
  await expect(chat.log.getByRole('article', { name: 'poet' })).toContainText('A teal line.');
  await page.getByRole('navigation', { name: 'Primary' }).getByText('Memory').click();
  await expect(page.getByRole('list', { name: 'Memories' })).toContainText('poet in Poets');
});
