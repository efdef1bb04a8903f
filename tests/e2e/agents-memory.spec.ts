import { lookInside, runBar, writer } from './agents-desk.ts';
import { expectAccessible } from './expect-accessible.ts';
import { expect, test } from './fixtures.ts';

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
  await page.getByRole('textbox', { name: 'Called' }).fill('Poets');
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
