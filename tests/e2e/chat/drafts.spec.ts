import path from 'node:path';
import Database from 'better-sqlite3';
import { databaseFile } from '#main/store/file/open-database.ts';
import { expect, test } from '../fixtures.ts';
import type { Desk } from '../fixtures.ts';

/** The texts that a kill would leave. */
function keptDrafts(desk: Desk): unknown[] {
  const database = new Database(path.join(desk.dataDir, databaseFile), { readonly: true });
  try {
    return database.prepare('SELECT text FROM drafts ORDER BY text').pluck().all();
  } finally {
    database.close();
  }
}

test('what is typed and not sent is there after Tutee was killed and began anew, in each place by itself', async ({
  desk,
  chat,
}) => {
  const page = await desk.open();
  await chat.say('Hello');
  await chat.message.fill('half a thought');
  await chat.start();
  await chat.message.fill('for another chat');
  await page.getByRole('link', { name: 'Memory', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Memory', exact: true })).toBeVisible();
  await expect.poll(() => keptDrafts(desk)).toEqual(['for another chat', 'half a thought']);
  await desk.restart({ kill: true });
  await expect(chat.message).toHaveValue('for another chat');
  await desk.page.getByRole('link', { name: 'Hello' }).click();
  await expect(chat.message).toHaveValue('half a thought');
  await chat.message.press('Enter');
  await expect(chat.message).toHaveValue('');
  await expect(chat.log.getByRole('article').last()).toHaveAccessibleName('Tutee');
  await expect(desk.page.getByRole('button', { name: 'Stop' })).toBeHidden();
  await expect.poll(() => keptDrafts(desk)).toEqual(['for another chat']);
  await desk.restart({ kill: true });
  await desk.page.getByRole('link', { name: 'Hello' }).click();
  await expect(chat.lastAnswer).toBeVisible();
  await expect(chat.message).toHaveValue('');
});
