import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { TestApp } from '../../support/app.ts';
import { pathIn } from '../../support/store/data-folders.ts';

it('a damaged full-text index is rebuilt while the app runs, and the user is told', async () => {
  const app = await TestApp.start();
  onTestFinished(() => app.stop());
  await app.call('memories.teach', { text: 'I like tea.' });
  const other = new Database(pathIn(app.dataDir));
  other.unsafeMode(true);
  other.exec(`DELETE FROM memory_words_data`);
  other.close();
  const search = () => app.call('memories.list', { query: 'tea' });
  await expect(search()).rejects.toThrow(/made anew|damaged|again/i);
  // Commands wait for the restart.
  expect((await search()).items.map(({ text }) => text)).toEqual(['I like tea.']);
  expect((await app.call('app.info', {})).notices).toEqual([expect.stringContaining('made anew')]);
  expect(readdirSync(join(app.dataDir, 'backups'))).toEqual([expect.stringMatching(/^tutee-before-repair-/)]);
}, 60_000);
