import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { jsonFile, record } from '../../support/transfer.ts';
import { expectAccessible, expectAccessibleInBothSchemes } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import type { Desk } from '../fixtures.ts';
import { picture, picturesInBothSchemes } from '../picture.ts';

test.skip(({ shell }) => shell === 'electron', 'The desktop window saves through a dialog of the system.');

async function openMemory(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Primary' }).getByText('Memory').click();
  await expect(page.getByRole('heading', { name: 'Memory' })).toBeVisible();
}

async function openData(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Primary' }).getByText('Settings').click();
  // By a key: a notice that is still shown may lie over the tabs.
  await page.getByRole('tab', { name: 'Data' }).press('Enter');
}

async function teach(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Teach' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Teach' });
  await dialog.getByRole('textbox', { name: 'What should I remember?' }).fill(text);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
}

const row = (page: Page, text: string) =>
  page.getByRole('list', { name: 'Memories', exact: true }).getByRole('listitem', { name: text });

async function openImport(page: Page) {
  await page.getByRole('button', { name: 'Import or export' }).click();
  await page.getByRole('menuitem', { name: 'Import memories' }).click();
  return page.getByRole('dialog', { name: 'Import memories' });
}

/** Exports through the dialog and answers where the download lies. */
async function exportAs(page: Page, format: 'JSON' | 'Markdown'): Promise<string> {
  await page.getByRole('button', { name: 'Import or export' }).click();
  await page.getByRole('menuitem', { name: 'Export memories' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export memories' });
  await dialog.getByRole('radio', { name: format }).check();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export' }).click();
  return (await download).path();
}

async function fileBeside(desk: Desk, name: string, text: string): Promise<string> {
  const file = path.join(path.dirname(desk.dataDir), name);
  await writeFile(file, text);
  return file;
}

test('memories leave as a file and come back: preview, conflict, import, undo', async ({ desk }) => {
  const page = await desk.open();
  await openMemory(page);
  await teach(page, 'My favourite colour is teal.');
  await teach(page, 'I prefer trains to planes.');
  const markdown = await readFile(await exportAs(page, 'Markdown'), 'utf8');
  expect(markdown).toContain('- I prefer trains to planes.');
  const file = await fileBeside(
    desk,
    'edited.md',
    `${markdown.replace('colour is teal', 'colour is green')}- My bike is blue.\n`,
  );

  let dialog = await openImport(page);
  await dialog.getByLabel('File of memories or chats').setInputFiles(file);
  await expect(dialog.getByRole('button', { name: /^Already here/ })).toContainText('1');
  await dialog.getByRole('button', { name: /^Conflicts/ }).click();
  const choice = dialog.getByRole('combobox', { name: 'For “My favourite colour is green.”' });
  await choice.selectOption('Take theirs');
  await dialog.getByRole('button', { name: 'Import 2 memories' }).click();
  await expect(dialog.getByText('2 memories added, 1 replaced.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(row(page, 'My favourite colour is green.')).toBeVisible();
  await expect(row(page, 'My favourite colour is teal.')).toHaveCount(0);

  const json = await readFile(await exportAs(page, 'JSON'), 'utf8');
  expect((JSON.parse(json) as { memories: unknown[] }).memories).toHaveLength(4);

  // A second import of a further file, taken back as one.
  const more = await fileBeside(desk, 'more.md', `${markdown}\n## Facts\n\n- My cat is called Fig.\n`);
  dialog = await openImport(page);
  await dialog.getByLabel('File of memories or chats').setInputFiles(more);
  await dialog.getByRole('button', { name: 'Import 1 memory' }).click();
  await dialog.getByRole('button', { name: 'Undo import' }).click();
  await expect(dialog).toBeHidden();
  await expect(row(page, 'My cat is called Fig.')).toHaveCount(0);
  await expect(row(page, 'My bike is blue.')).toBeVisible();
});

test('a file whose reading was left is not shown in place of the next, and the focus comes back', async ({
  desk,
}) => {
  const page = await desk.open();
  await openMemory(page);
  const slow = jsonFile(Array.from({ length: 4_000 }, (_, index) => record(`Fact number ${index}.`)));
  const quick = jsonFile([record('I like tea.')]);
  let dialog = await openImport(page);
  await dialog
    .getByLabel('File of memories or chats')
    .setInputFiles(await fileBeside(desk, 'slow.json', slow));
  await expect(dialog.getByRole('status')).toContainText(/Reading|Comparing/);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Import or export' })).toBeFocused();
  dialog = await openImport(page);
  await dialog
    .getByLabel('File of memories or chats')
    .setInputFiles(await fileBeside(desk, 'quick.json', quick));
  await expect(dialog).toContainText('quick.json · 1 memory');
  await expect(dialog.getByRole('button', { name: 'Import 1 memory' })).toBeVisible();
});

test('a preview says in which project a memory will be, also in one that is not here', async ({ desk }) => {
  const page = await desk.open();
  await openMemory(page);
  const scope = { type: 'project', id: '01980000-0000-7000-8000-00000000000b' } as const;
  const memories = [record('The hotel is in Gion.', { scope }), record('I like tea.')];
  const file = jsonFile(memories, { scopes: [{ scope, name: 'Trip to Japan' }] });
  const dialog = await openImport(page);
  await dialog
    .getByLabel('File of memories or chats')
    .setInputFiles(await fileBeside(desk, 'trip.json', file));
  const shown = (text: string) => dialog.getByRole('listitem').filter({ hasText: text });
  await expect(shown('The hotel is in Gion.')).toContainText('project Trip to Japan, not on this machine');
  await expect(shown('I like tea.')).not.toContainText('project');
  await picture(page, 'import-scope');
});

test('what another assistant remembers waits for review', async ({ desk, chat }) => {
  const page = await desk.open();
  await openMemory(page);
  const dialog = await openImport(page);
  const paste = dialog.getByRole('textbox', { name: 'Or paste what another assistant remembers about you' });
  await paste.fill('- User’s dog is called Rex.\n- User prefers short answers.');
  await dialog.getByRole('button', { name: 'Read pasted text' }).click();
  await expect(dialog.getByText('My dog is called Rex.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Import 2 memories' }).click();
  await expect(dialog.getByText('2 memories wait for your review.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Review' }).click();
  await expect(page.getByRole('tab', { name: /Review/ })).toContainText('2');
  await expect(page.getByText('My dog is called Rex.')).toBeVisible();
  // Inert until approved.
  await chat.start();
  await chat.say('What is my dog called?');
  await expect(chat.lastAnswer).not.toContainText('Rex');
});

test('a file that is none is refused with the reason', async ({ desk }) => {
  const page = await desk.open();
  await openMemory(page);
  const dialog = await openImport(page);
  await dialog
    .getByLabel('File of memories or chats')
    .setInputFiles(await fileBeside(desk, 'bad.json', '{"format":'));
  await expect(dialog.getByRole('alert')).toContainText('ends too early');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('a backup is made, saved and restored, with a way back', async ({ desk, chat }) => {
  const page = await desk.open();
  await chat.start();
  await chat.say('Remember that my bike is blue.');
  await openData(page);
  await page.getByRole('button', { name: 'Back up now' }).click();
  const backups = page.getByRole('list', { name: 'Backups' });
  await expect(backups.getByRole('listitem')).toHaveCount(1);
  const download = page.waitForEvent('download');
  await backups.getByRole('button', { name: /^Save .* elsewhere$/ }).click();
  const saved = await (await download).path();

  await openMemory(page);
  await teach(page, 'I like tea.');
  await openData(page);
  await page.getByLabel('Backup file').setInputFiles(saved);
  const dialog = page.getByRole('dialog', { name: 'Restore a backup' });
  await expect(dialog).toContainText('1 chat and 1 memory');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await expect(dialog).toBeHidden();
  await expect(backups.getByRole('listitem')).toHaveCount(2);
  await openMemory(page);
  await expect(row(page, 'My bike is blue.')).toBeVisible();
  await expect(row(page, 'I like tea.')).toHaveCount(0);

  await openData(page);
  await backups
    .getByRole('listitem')
    .filter({ hasText: 'made by you' })
    .getByRole('button', { name: /^Delete/ })
    .click();
  await page
    .getByRole('dialog', { name: 'Delete this backup?' })
    .getByRole('button', { name: 'Delete' })
    .click();
  await expect(backups.getByRole('listitem')).toHaveCount(1);
  await backups
    .getByRole('listitem')
    .filter({ hasText: 'before a restore' })
    .getByRole('button', { name: /^Restore/ })
    .click();
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await expect(dialog).toBeHidden();
  await openMemory(page);
  await expect(row(page, 'I like tea.')).toBeVisible();
});

test('a file that is no backup is refused with the reason', async ({ desk }) => {
  const page = await desk.open();
  await openData(page);
  await page.getByLabel('Backup file').setInputFiles(await fileBeside(desk, 'letter.db', 'Dear Tutee'));
  const dialog = page.getByRole('dialog', { name: 'Restore a backup' });
  await expect(dialog.getByRole('alert')).toContainText('not a backup');
  await expect(dialog.getByRole('button', { name: 'Restore' })).toHaveCount(0);
});

test('every dialog is accessible in light and dark and fits a narrow window', async ({ desk }) => {
  const page = await desk.open();
  await openMemory(page);
  await teach(page, 'My favourite colour is teal.');
  const file = await fileBeside(
    desk,
    'other.md',
    '<!-- tutee-memories 1 -->\n\n## Facts\n\n- My favourite colour is green.\n- My bike is blue.\n- My sister is called Ana.\n  - Answers: What is my sister called?\n',
  );
  for (const width of [1280, 400]) {
    const look = async (name: string) => {
      await expectAccessibleInBothSchemes(page);
      await picturesInBothSchemes(page, `${name}-${width}`);
      await expectNoOverflow(page);
    };
    await page.setViewportSize({ width, height: 800 });
    const dialog = await openImport(page);
    await look('choose');
    await dialog.getByLabel('File of memories or chats').setInputFiles(file);
    await expect(dialog.getByText('My bike is blue.')).toBeVisible();
    await look('preview');
    await dialog.getByRole('button', { name: /^Conflicts/ }).click();
    await expect(dialog.getByText('My favourite colour is green.')).toBeVisible();
    await look('conflict');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Import or export' }).click();
    await page.getByRole('menuitem', { name: 'Export memories' }).click();
    await look('export');
    await page.keyboard.press('Escape');
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await openData(page);
  await page.getByRole('button', { name: 'Back up now' }).click();
  // Beside the one that is made each day.
  const backup = page
    .getByRole('list', { name: 'Backups' })
    .getByRole('listitem')
    .filter({ hasText: 'made by you' });
  await expect(backup).toHaveCount(1);
  await expectAccessibleInBothSchemes(page);
  await picturesInBothSchemes(page, 'data-1280');
  await backup.getByRole('button', { name: /^Restore [A-Z]/ }).click();
  await expect(page.getByRole('dialog', { name: 'Restore a backup' })).toContainText('1 memory');
  await picturesInBothSchemes(page, 'restore-1280');
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 400, height: 800 });
  await picturesInBothSchemes(page, 'data-400');
});

test('a file is imported by keyboard alone', async ({ desk }) => {
  const page = await desk.open();
  const file = await fileBeside(desk, 'one.md', '<!-- tutee-memories 1 -->\n\n- My bike is blue.\n');
  // Listened for from the start: a key press is quicker than asking to be told.
  page.on('filechooser', (chooser) => void chooser.setFiles(file));
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search commands and chats' })).toBeFocused();
  await page.keyboard.type('import');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Import memories' });
  await expect(dialog.getByRole('button', { name: 'Choose a file' })).toBeFocused();
  await page.keyboard.press('Enter');
  const go = dialog.getByRole('button', { name: 'Import 1 memory' });
  await expect(go).toBeFocused();
  await page.keyboard.press('Enter');
  const done = dialog.getByRole('button', { name: 'Done' });
  await expect(done).toBeFocused();
  await page.keyboard.press('Enter');
  await openMemory(page);
  await expect(row(page, 'My bike is blue.')).toBeVisible();
});
