import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { chatgptChat, said } from '../../support/chat-exports.ts';
import { zipOf } from '../../support/zip.ts';
import { expectAccessible, expectAccessibleInBothSchemes } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { picturesInBothSchemes } from '../picture.ts';

const chats = [
  chatgptChat(
    'kiln',
    [
      said('q', null, 'user', 'Remember that my kiln is called Etna. How hot does stoneware get?'),
      said('a1', 'q', 'assistant', 'About 1,200 degrees.'),
      said('a2', 'q', 'assistant', 'Roughly 1,250 degrees.'),
    ],
    { title: 'Firing stoneware' },
  ),
  chatgptChat(
    'glaze',
    [said('q', null, 'user', 'Which glaze is blue?'), said('a', 'q', 'assistant', 'Cobalt.')],
    {
      title: 'A blue glaze',
    },
  ),
];

async function openFromMemory(page: Page) {
  await page.getByRole('navigation', { name: 'Primary' }).getByText('Memory').click();
  await page.getByRole('button', { name: 'Import or export' }).click();
  await page.getByRole('menuitem', { name: 'Move in from another assistant…' }).click();
  return page.getByRole('dialog', { name: 'Import memories and chats' });
}

async function openFromSettings(page: Page) {
  await page.getByRole('navigation', { name: 'Primary' }).getByText('Settings').click();
  await page.getByRole('tab', { name: 'Data' }).click();
  await page.getByRole('button', { name: 'Move in from another assistant…' }).click();
  return page.getByRole('dialog', { name: 'Import memories and chats' });
}

test('chats of another assistant move in, teach only what is approved, and go again with one Undo', async ({
  desk,
}) => {
  const page = await desk.open();
  const archive = path.join(path.dirname(desk.dataDir), 'export.zip');
  await writeFile(archive, zipOf([{ name: 'conversations.json', content: JSON.stringify(chats) }]));

  let dialog = await openFromMemory(page);
  await picturesInBothSchemes(page, 'moving-in-choose');
  await expectAccessible(page);
  await dialog.getByLabel('File of memories or chats').setInputFiles(archive);
  await expect(dialog.getByText('export.zip · 2 chats with ChatGPT, 5 messages')).toBeVisible();
  const listed = dialog.getByRole('list', { name: 'Chats in the file' });
  await expect(listed.getByRole('listitem')).toHaveCount(2);
  await expectAccessibleInBothSchemes(page);
  await picturesInBothSchemes(page, 'moving-in-preview');
  await page.setViewportSize({ width: 380, height: 760 });
  await expectNoOverflow(page);
  await picturesInBothSchemes(page, 'moving-in-narrow');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.keyboard.press('Enter');
  await expect(
    dialog.getByText(/^2 chats with 5 messages added, 1 memory waits for your review\.$/u),
  ).toBeVisible();
  await picturesInBothSchemes(page, 'moving-in-done');
  await dialog.getByRole('button', { name: 'Review' }).click();
  await expect(page.getByRole('link', { name: 'My kiln is called Etna.' })).toBeVisible();

  await page.getByRole('navigation', { name: 'Primary' }).getByText('Chat').click();
  await page.getByText('Firing stoneware').first().click();
  const log = page.getByRole('log', { name: 'Conversation' });
  await expect(log.getByRole('article', { name: 'ChatGPT' })).toContainText('Roughly 1,250 degrees.');
  await expect(log).toContainText('2 of 2');

  // Its words are found from the command palette.
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search commands and chats' }).fill('cobalt');
  await page.getByRole('option', { name: 'A blue glaze' }).click();
  await expect(log).toContainText('Which glaze is blue?');

  dialog = await openFromSettings(page);
  await dialog.getByLabel('File of memories or chats').setInputFiles(archive);
  await expect(dialog.getByText('2 already here.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Nothing to import' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Back' }).click();
  const more = path.join(path.dirname(desk.dataDir), 'conversations.json');
  await writeFile(
    more,
    JSON.stringify([chatgptChat('wheel', [said('q', null, 'user', 'How fast does a wheel turn?')])]),
  );
  await dialog.getByLabel('File of memories or chats').setInputFiles(more);
  await dialog.getByRole('button', { name: 'Import 1 chat' }).click();
  await expect(dialog.getByText('1 chat with 1 message added.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Undo import' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('The import was taken back: 1 chat, 0 memories.')).toBeVisible();
});
