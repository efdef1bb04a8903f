import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { Page } from '@playwright/test';
import { expectAccessible } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { openMemory, teach } from '../memory-desk.ts';
import { picture } from '../picture.ts';

async function openPrograms(page: Page): Promise<void> {
  await openMemory(page);
  await page.getByRole('tab', { name: 'Programs' }).click();
}

/** Adds a program and reads what it is to be given. */
async function addProgram(page: Page, name: string): Promise<{ url: string; key: string }> {
  await page.getByRole('button', { name: 'Add a program' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a program' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await dialog.getByRole('combobox', { name: 'Where to paste it' }).selectOption('Cursor');
  const config = dialog.getByRole('group', { name: 'Configuration' });
  const given = JSON.parse((await config.locator('pre').textContent()) ?? '') as {
    mcpServers: { tutee: { url: string; headers: { Authorization: string } } };
  };
  await expectAccessible(page);
  await picture(page, 'program-added');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toBeHidden();
  const { url, headers } = given.mcpServers.tutee;
  return { url, key: headers.Authorization };
}

async function connected({ url, key }: { url: string; key: string }): Promise<Client> {
  const client = new Client({ name: 'editor', version: '1' });
  const requestInit = { headers: { authorization: key } };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
  return client;
}

test('a program is added, recalls, proposes a memory, and all of it is listed', async ({ desk }) => {
  const page = await desk.open();
  await openMemory(page);
  await teach(page, 'My sister Ana lives in Porto.');
  await page.getByRole('tab', { name: 'Programs' }).click();
  await expect(page.getByText('No other program uses the memory')).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'programs-empty');
  await page.getByRole('switch', { name: 'Other programs may use the memory' }).click();
  await expect(page.getByText(/Address: http/)).toBeVisible();

  const client = await connected(await addProgram(page, 'Editor'));
  try {
    const program = page.getByRole('list', { name: 'Programs' }).getByRole('listitem', { name: 'Editor' });
    await expect(program).toContainText('not used yet');
    await client.callTool({ name: 'recall_memories', arguments: { request: 'Where does my sister live?' } });
    const log = page.getByRole('list', { name: 'What they did' }).getByRole('listitem');
    await expect(log.first()).toContainText('Editor recalled for');
    await expect(log.first()).toContainText('Where does my sister live?');
    await expect(program).toContainText('last used');
    await client.callTool({ name: 'teach_memory', arguments: { text: 'I write my code in Zig.' } });
    await expect(log.first()).toContainText('Editor proposed');
    await expect(page.getByRole('tab', { name: 'Review 1' })).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'programs');
    await log.last().getByRole('link', { name: '1 memory' }).click();
    await expect(page.getByRole('region', { name: 'Details' })).toContainText(
      'My sister Ana lives in Porto.',
    );
  } finally {
    await client.close();
  }
  await page.getByRole('tab', { name: /^Review/ }).click();
  await expect(page.getByText('I write my code in Zig.')).toBeVisible();
});

test('what a program may do is changed, its key is renewed, and it is removed, by keyboard too', async ({
  desk,
}) => {
  const page = await desk.open();
  await openPrograms(page);
  await page.getByRole('switch', { name: 'Other programs may use the memory' }).press('Space');
  await expect(page.getByText(/Address: http/)).toBeVisible();
  const first = await addProgram(page, 'Editor');
  await page.getByRole('combobox', { name: 'What Editor teaches' }).selectOption('Nothing: it only reads');
  const client = await connected(first);
  const refused = await client.callTool({ name: 'teach_memory', arguments: { text: 'I like pears.' } });
  expect(refused.isError).toBe(true);
  await client.close();
  await expect(page.getByRole('list', { name: 'What they did' })).toContainText('Editor was refused');

  await page.getByRole('button', { name: 'New key for Editor' }).press('Enter');
  const renewing = page.getByRole('dialog', { name: 'New key for Editor' });
  await renewing.getByRole('button', { name: 'Make a new key' }).press('Enter');
  await expect(renewing.getByText('The key is shown only now.')).toBeVisible();
  await renewing.getByRole('button', { name: 'Done' }).press('Enter');
  await expect(connected(first)).rejects.toThrow(/401|Unauthorized|not one of Tutee/i);

  await page.setViewportSize({ width: 380, height: 800 });
  await expectNoOverflow(page);
  await picture(page, 'programs-narrow');
  await page.getByRole('button', { name: 'Remove Editor' }).press('Enter');
  await page
    .getByRole('dialog', { name: 'Remove Editor?' })
    .getByRole('button', { name: 'Remove' })
    .press('Enter');
  await expect(page.getByText('No other program uses the memory')).toBeVisible();
});

test('a name that is taken is said in the form', async ({ desk }) => {
  const page = await desk.open();
  await openPrograms(page);
  await page.getByRole('switch', { name: 'Other programs may use the memory' }).click();
  await expect(page.getByText(/Address: http/)).toBeVisible();
  await addProgram(page, 'Editor');
  await page.getByRole('button', { name: 'Add a program' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a program' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('editor');
  await dialog.getByRole('textbox', { name: 'Name' }).press('Enter');
  await expect(dialog.getByText('There is a program named “editor” already.')).toBeVisible();
});
