/** Folders that tools may use: allowed in Settings; a change shown in the chat before it happens, made, and undone. */
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectAccessible } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { picture, picturesInBothSchemes } from '../picture.ts';

test('a folder is allowed, a change is shown, made and undone', async ({ desk, chat, scripted }) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tutee-notes-')));
  const file = join(folder, 'todo.md');
  writeFileSync(
    file,
    '# To do\n\n- bread\n- milk\n- eggs\n- a very long line of things to buy that does not fit into a narrow window at all\n',
  );
  const edits = [
    { old_text: '- milk', new_text: '- oat milk\n- butter' },
    { old_text: '- eggs\n', new_text: '' },
  ];
  const page = await desk.open(
    await scripted([
      {
        when: { lastUserIncludes: 'list', afterTools: false, tools: true },
        reply: 'I change it.',
        toolCalls: [{ name: 'edit_file', arguments: { path: 'todo.md', edits } }],
      },
      { when: { toolResultIncludes: 'Changed' }, reply: 'It is changed.' },
      'Hello.',
    ]),
  );
  await page.getByRole('navigation', { name: 'Primary' }).getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'Tools' }).click();
  await page.getByRole('button', { name: 'Allow a folder' }).click();
  const dialog = page.getByRole('dialog', { name: 'Allow a folder' });
  const path = dialog.getByRole('textbox', { name: 'Folder on this machine' });
  await path.fill('notes');
  await dialog.getByRole('button', { name: 'Allow', exact: true }).click();
  await expect(dialog).toContainText('Give the whole path');
  await path.fill(folder);
  await dialog.getByRole('switch', { name: 'Files may be changed' }).click();
  await expectAccessible(page);
  await picture(page, 'folder-form');
  await dialog.getByRole('button', { name: 'Allow', exact: true }).click();
  await expect(dialog).toBeHidden();
  const row = page.getByRole('list', { name: 'Folders' }).getByRole('listitem');
  await expect(row).toContainText('In all chats');
  await expect(page.getByRole('radiogroup', { name: 'May “Change a file” be used?' })).toBeVisible();
  await expectAccessible(page);
  await picturesInBothSchemes(page, 'folders');
  await page.setViewportSize({ width: 380, height: 800 });
  await expectNoOverflow(page);
  await picture(page, 'folders-narrow');
  await page.setViewportSize({ width: 1280, height: 800 });

  await chat.start();
  await chat.say('Bring my list up to date.');
  const card = page.getByRole('region', { name: 'May it use “Change a file”?' });
  await expect(card.getByRole('figure')).toContainText('2 lines added, 2 lines removed');
  await expect(card).toContainText('+ - oat milk');
  await expectAccessible(page);
  await picturesInBothSchemes(page, 'file-change-waits');
  await page.setViewportSize({ width: 380, height: 800 });
  await expectNoOverflow(page);
  await picture(page, 'file-change-narrow');
  await page.setViewportSize({ width: 1280, height: 800 });
  // What is approved is what is shown: meanwhile somebody else writes.
  await card.getByRole('button', { name: 'Edit' }).click();
  await card.getByRole('textbox', { name: 'What it is given' }).fill('{"path": "todo.md", "edits": []}');
  await expect(card.getByRole('status')).toContainText('edits');
  await card.getByRole('button', { name: 'As it was' }).click();
  await expect(card.getByRole('figure')).toContainText('2 lines added');
  await card.getByRole('button', { name: 'Once' }).click();
  const answer = page
    .getByRole('log', { name: 'Conversation' })
    .getByRole('article', { name: 'Tutee' })
    .last();
  await expect(answer).toContainText('It is changed.');
  expect(readFileSync(file, 'utf8')).toContain('- oat milk\n- butter\n- a very long');
  await answer
    .getByRole('list', { name: 'What it did' })
    .getByRole('button', { name: /Used “Change a file”/ })
    .click();
  await expect(answer.getByRole('figure')).toContainText('- butter');
  await expectAccessible(page);
  await picture(page, 'file-change-done');
  await answer.getByRole('button', { name: 'Undo' }).click();
  await expect(answer).toContainText('Undone');
  expect(readFileSync(file, 'utf8')).toContain('- milk\n- eggs');
  rmSync(folder, { recursive: true, force: true });
});
