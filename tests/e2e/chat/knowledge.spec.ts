import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expectAccessible, expectAccessibleInBothSchemes } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { picture, picturesInBothSchemes } from '../picture.ts';

const heating = [
  '# Heating',
  '',
  'The boiler in the cellar is from 2014. It heats the water too.',
  '',
  '## Service',
  '',
  'The boiler is serviced every October by Brandt & Sons, phone 0170 5550. They need the key of the cellar.',
].join('\n');

const rules = [
  { when: { responseSchema: true }, json: { lessons: [] } },
  { when: { lastUserIncludes: ['services the boiler'] }, reply: 'Brandt & Sons, every October [1].' },
  { reply: 'All right.' },
];

test('a folder of a project: added, read, cited, opened, removed and brought back', async ({
  desk,
  chat,
  scripted,
}) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'House notes '));
  writeFileSync(path.join(folder, 'heating.md'), heating);
  writeFileSync(path.join(folder, 'plan.bin'), Buffer.from([1, 0, 2]));
  const page = await desk.open(await scripted(rules));
  await page.getByRole('button', { name: 'New project' }).click();
  const made = page.getByRole('dialog', { name: 'New project' });
  await made.getByRole('textbox', { name: 'Name' }).fill('House');
  await made.getByRole('button', { name: 'Create' }).click();
  const menu = async (item: string) => {
    await page.getByRole('button', { name: 'House', exact: true }).hover();
    await page.getByRole('button', { name: 'Actions for project House' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };

  await menu('Knowledge…');
  const dialog = page.getByRole('dialog', { name: 'Knowledge of House' });
  await expect(dialog.getByText('No folders yet')).toBeVisible();
  await expectAccessible(page);
  await picturesInBothSchemes(page, 'knowledge-empty');
  const typed = dialog.getByRole('textbox', { name: 'Folder or file on this machine' });
  await typed.fill('notes');
  await typed.press('Enter');
  await expect(dialog.getByText(/Give the whole path/)).toBeVisible();
  await typed.fill(folder);
  await typed.press('Enter');
  const source = dialog.getByRole('listitem', { name: path.basename(folder) });
  await expect(source.getByText('1 file, 191 bytes', { exact: true })).toBeVisible();
  await source.getByRole('button', { name: '1 file left out' }).click();
  await expect(source.getByText('It is no text, PDF, Word document or spreadsheet.')).toBeVisible();
  await expectAccessibleInBothSchemes(page);
  await picturesInBothSchemes(page, 'knowledge');
  await page.setViewportSize({ width: 380, height: 720 });
  await expectNoOverflow(page);
  await picture(page, 'knowledge-380');
  await page.setViewportSize({ width: 1_280, height: 800 });
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await menu('New chat in it');
  await chat.say('Who services the boiler?');
  const chip = chat.lastAnswer.getByRole('list', { name: 'Sources' }).getByRole('button');
  await expect(chip).toHaveAccessibleName(/From heating\.md, lines 1–7/);
  await chip.press('Enter');
  const opened = page.getByRole('region', { name: 'From your files' });
  await expect(opened.locator('mark')).toContainText('serviced every October');
  await expectAccessibleInBothSchemes(page);
  await picturesInBothSchemes(page, 'passage');
  await page.setViewportSize({ width: 380, height: 720 });
  await expectNoOverflow(page);
  await picture(page, 'passage-380');
  await page.setViewportSize({ width: 1_280, height: 800 });

  await menu('Knowledge…');
  await source.getByRole('button', { name: /^More for/ }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(dialog.getByText('No folders yet')).toBeVisible();
  await expect(typed).toBeFocused();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(source.getByText('1 file, 191 bytes', { exact: true })).toBeVisible();
  rmSync(folder, { recursive: true });
});
