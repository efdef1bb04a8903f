/** A database that lost everything, beside its backups: the user is asked, and nothing begins empty by itself. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { databaseFile } from '#main/store/file/open-database.ts';
import { TestApp } from '../support/app.ts';

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
  'a file of %i bytes is asked about, and nothing else is answered meanwhile',
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

it('the newest backup that is whole is restored when that is wanted', async () => {
  const { app } = await lost(1);
  const spoilt = join(app.dataDir, 'backups', 'tutee-backup-2099-01-01T00-00-00-000Z.db');
  writeFileSync(spoilt, 'Not a backup. '.repeat(100));
  const frames = app.frames(null);
  await app.call('start.answer', { choice: 'restore' });
  expect(frames.at(-1)).toMatchObject({ type: 'hello', reload: true });
  expect(await texts(app)).toEqual(['I like tea.']);
  expect((await app.call('start.question', {})).question).toBeNull();
  await expect(app.call('start.answer', { choice: 'empty' })).rejects.toThrow('not_found');
  // What was a byte long is no backup.
  expect(readdirSync(join(app.dataDir, 'backups')).filter((name) => name.includes('before-restore'))).toEqual(
    [],
  );
});

it('Tutee begins empty when that is wanted, and the backups stay', async () => {
  const { app, backup } = await lost(0);
  await app.call('start.answer', { choice: 'empty' });
  expect(await texts(app)).toEqual([]);
  expect(existsSync(join(app.dataDir, 'backups', backup.name))).toBe(true);
  await app.restart();
  expect(await texts(app)).toEqual([]);
  await app.call('backups.restore', { name: backup.name });
  expect(await texts(app)).toEqual(['I like tea.']);
});

it('a choice that is none is refused, and is still asked', async () => {
  const { app } = await lost(0);
  const result = await app.dispatch('start.answer', { choice: 'format' });
  expect(result).toMatchObject({ ok: false });
  expect((await app.call('start.question', {})).question).not.toBeNull();
});
