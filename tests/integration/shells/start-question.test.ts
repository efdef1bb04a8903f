/** An empty database with backups: the user is asked, and the app never starts empty by itself. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { databaseFile } from '#main/store/file/open-database.ts';
import { TestApp } from '../../support/app.ts';

async function lost(bytes: number) {
  const app = await TestApp.start();
  onTestFinished(() => app.stop());
  await app.call('memories.teach', { text: 'I like tea.' });
  const { backup } = await app.call('backups.make', {});
  await app.close();
  writeFileSync(join(app.dataDir, databaseFile), Buffer.alloc(bytes));
  await app.restart();
  return { app, backup };
}

const texts = async (app: TestApp) => (await app.call('memories.list', {})).items.map(({ text }) => text);

it.each([0, 1])(
  'a file of %i bytes leads to the question, and no other command works meanwhile',
  async (bytes) => {
    const { app, backup } = await lost(bytes);
    const { question } = await app.call('start.question', {});
    expect(question?.newest).toEqual(backup);
    expect(question?.message).toContain(join(app.dataDir, databaseFile));
    await expect(app.call('memories.teach', { text: 'Too soon.' })).rejects.toThrow(
      /^database_empty: .*backup/,
    );
    await expect(app.call('app.info', {})).rejects.toThrow(/database_empty/);
  },
);

it('restore restores the newest complete backup', async () => {
  const { app } = await lost(1);
  const spoilt = join(app.dataDir, 'backups', 'tutee-backup-2099-01-01T00-00-00-000Z.db');
  writeFileSync(spoilt, 'Not a backup. '.repeat(100));
  const frames = app.frames(null);
  await app.call('start.answer', { choice: 'restore' });
  expect(frames.at(-1)).toMatchObject({ type: 'hello', reload: true });
  expect(await texts(app)).toEqual(['I like tea.']);
  expect((await app.call('start.question', {})).question).toBeNull();
  await expect(app.call('start.answer', { choice: 'empty' })).rejects.toThrow('not_found');
  // A file of one byte is not a backup.
  expect(readdirSync(join(app.dataDir, 'backups')).filter((name) => name.includes('before-restore'))).toEqual(
    [],
  );
});

it('empty starts with an empty database, and the backups stay', async () => {
  const { app, backup } = await lost(0);
  await app.call('start.answer', { choice: 'empty' });
  expect(await texts(app)).toEqual([]);
  expect(existsSync(join(app.dataDir, 'backups', backup.name))).toBe(true);
  await app.restart();
  expect(await texts(app)).toEqual([]);
  await app.call('backups.restore', { name: backup.name });
  expect(await texts(app)).toEqual(['I like tea.']);
});

it('an invalid choice is rejected, and the question stays', async () => {
  const { app } = await lost(0);
  const result = await app.dispatch('start.answer', { choice: 'format' });
  expect(result).toMatchObject({ ok: false });
  expect((await app.call('start.question', {})).question).not.toBeNull();
});
