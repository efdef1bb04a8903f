import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { Backups } from '#main/transfer/backups.ts';
import { TransferFiles } from '#main/transfer/transfer-files.ts';
import { allMigrations } from '#main/store/migrations/all-migrations.ts';
import { databaseFile, openDatabase } from '#main/store/file/open-database.ts';
import { restoringPath } from '#main/store/file/unfinished-files.ts';
import { TestApp } from '../../support/app.ts';
import { filesOthersCanRead } from '../../support/store/file-modes.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { upload } from '../../support/transfer.ts';

let app: TestApp;
beforeEach(async () => {
  app = await TestApp.start();
});
afterEach(() => app.stop());

const make = async () => (await app.call('backups.make', {})).backup;
const list = async () => (await app.call('backups.list', {})).items;
const pathOf = (name: string) => join(app.dataDir, 'backups', name);
const texts = async () => {
  const { items } = await app.call('memories.list', {});
  return items.map(({ text }) => text).toSorted();
};
const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

describe('a backup', () => {
  it('is one file with chats, memories and settings, and no key', async () => {
    await app.say('Remember that my favourite colour is teal.');
    await app.call('settings.update', { changes: { theme: 'dark', backupsKept: 7 } });
    await app.call('models.setKey', { baseUrl: 'http://127.0.0.1:9/v1', apiKey: 'sk-secret-of-mine' });
    const backup = await make();
    expect(await list()).toEqual([backup]);
    expect(readdirSync(join(app.dataDir, 'backups'))).toEqual([backup.name]);
    expect(filesOthersCanRead(app.dataDir)).toEqual([]);
    expect(readFileSync(pathOf(backup.name)).includes('sk-secret-of-mine')).toBe(false);
    expect(await app.call('backups.check', { name: backup.name })).toMatchObject({
      conversations: 1,
      memories: 1,
    });
  });

  it('can be saved elsewhere and removed', async () => {
    const backup = await make();
    const { fileId } = await app.call('backups.offer', { name: backup.name });
    expect(app.outgoingPath(fileId)).toBe(pathOf(backup.name));
    await app.call('files.discard', { fileId });
    expect(existsSync(pathOf(backup.name))).toBe(true);
    await app.call('backups.remove', { name: backup.name });
    expect(await list()).toEqual([]);
  });

  it.each(['tutee.db', 'tutee-backup-x.db', 'tutee-before-m001.db'])(
    'named %s that is not in the folder is not there',
    async (name) => {
      await expect(app.call('backups.check', { name })).rejects.toThrow('backup');
      await expect(app.call('backups.remove', { name })).rejects.toThrow('backup');
    },
  );
});

describe('restoring', () => {
  it('restores everything, sets the current database aside, and can be reversed', async () => {
    await app.say('Remember that my favourite colour is teal.');
    await app.call('settings.update', { changes: { theme: 'dark' } });
    const backup = await make();
    await app.call('memories.teach', { text: 'I like tea.' });
    await app.call('settings.update', { changes: { theme: 'light' } });

    const { setAside } = await app.call('backups.restore', { name: backup.name });
    expect(await texts()).toEqual(['My favourite colour is teal.']);
    expect((await app.call('settings.get', {})).settings.theme).toBe('dark');
    expect((await list()).map(({ name, kind }) => [name, kind])).toEqual([
      [setAside, 'restore'],
      [backup.name, 'asked'],
    ]);
    // It goes on as if it had never stopped.
    await app.call('memories.teach', { text: 'I like coffee.' });
    await app.restart();
    expect(await texts()).toEqual(['I like coffee.', 'My favourite colour is teal.']);

    await app.call('backups.restore', { name: setAside });
    expect(await texts()).toEqual(['I like tea.', 'My favourite colour is teal.']);
  });

  it('tells every page to reload, also one that reconnects later', async () => {
    await app.call('memories.teach', { text: 'I like tea.' });
    const backup = await make();
    const frames = app.frames(null);
    const before = frames.at(-1);
    await app.call('backups.restore', { name: backup.name });
    expect(frames.at(-1)).toMatchObject({ type: 'hello', reload: true });
    if (before?.type !== 'hello') throw new Error('A connection begins with hello.');
    expect(app.frames({ epoch: before.epoch, seq: before.seq })).toMatchObject([
      { type: 'hello', reload: true },
    ]);
  });

  it('accepts an uploaded file, while other commands wait', async () => {
    await app.call('memories.teach', { text: 'I like tea.' });
    const backup = await make();
    const bytes = readFileSync(pathOf(backup.name));
    const elsewhere = await TestApp.start();
    onTestFinished(() => elsewhere.stop());
    const fileId = await upload(elsewhere, bytes, 'my backup.db');
    expect(await elsewhere.call('backups.check', { fileId })).toMatchObject({ memories: 1 });
    const restoring = elsewhere.call('backups.restore', { fileId });
    const meanwhile = Array.from({ length: 20 }, () => elsewhere.call('app.info', {}));
    await restoring;
    await Promise.all(meanwhile);
    const { items } = await elsewhere.call('memories.list', {});
    expect(items.map(({ text }) => text)).toEqual(['I like tea.']);
  });

  it('migrates an older version', async () => {
    const folder = temporaryFolder();
    const migrations = allMigrations.slice(0, 4);
    openDatabase({ dataDir: folder, appVersion: 'old', now: () => 0, migrations }).close();
    const fileId = await upload(app, readFileSync(join(folder, databaseFile)), 'old.db');
    await app.call('backups.restore', { fileId });
    await app.call('memories.teach', { text: 'I like tea.' });
    expect(await texts()).toEqual(['I like tea.']);
  });

  it('is rejected while an import runs', async () => {
    const backup = await make();
    const lines = Array.from({ length: 900 }, (_, index) => `- User likes thing number ${index}.`);
    const { importId } = await app.call('imports.openText', { text: lines.join('\n') });
    await app.call('imports.apply', { importId });
    await expect(app.call('backups.restore', { name: backup.name })).rejects.toThrow('under way');
    await app.call('imports.cancel', { importId });
  });
});

describe('a file that cannot be restored', () => {
  const broken: readonly (readonly [situation: string, spoil: (path: string) => void, reason: RegExp])[] = [
    ['is empty', (path) => writeFileSync(path, ''), /empty/],
    ['is a letter', (path) => writeFileSync(path, 'Dear Tutee,'.repeat(1_000)), /not a backup/],
    [
      'was cut off',
      (path) => writeFileSync(path, readFileSync(path).subarray(0, 40_000)),
      /damaged|not a backup/,
    ],
    [
      'has a page of noise',
      (path) => {
        const bytes = readFileSync(path);
        bytes.fill(0xa5, 3 * 4096, 30 * 4096);
        writeFileSync(path, bytes);
      },
      /damaged/,
    ],
    [
      'is of a newer version',
      (path) => withDatabase(path, (database) => void database.pragma('user_version = 9999')),
      /newer Tutee/,
    ],
    [
      'is of another program',
      (path) => {
        writeFileSync(path, '');
        withDatabase(path, (database) => {
          database.exec('CREATE TABLE notes (id INTEGER PRIMARY KEY); INSERT INTO notes VALUES (1)');
          database.pragma('user_version = 3');
        });
      },
      /another program/,
    ],
    [
      'has a trigger of its own',
      (path) =>
        withDatabase(path, (database) => {
          database.exec(
            'CREATE TRIGGER spy AFTER INSERT ON settings BEGIN UPDATE conversations SET title = new.value; END',
          );
        }),
      /another program/,
    ],
  ];

  it.each(broken)(
    'because it %s: is rejected with a reason, and nothing changes',
    async (_situation, spoil, reason) => {
      await app.call('memories.teach', { text: 'I like tea.' });
      const backup = await make();
      spoil(pathOf(backup.name));
      const spoilt = digest(pathOf(backup.name));
      const fileId = await upload(app, readFileSync(pathOf(backup.name)), 'spoilt.db');
      for (const source of [{ name: backup.name }, { fileId }]) {
        for (const command of ['backups.check', 'backups.restore'] as const) {
          await expect(app.call(command, source)).rejects.toMatchObject({
            data: { code: 'invalid_input', message: expect.stringMatching(reason) as string },
          });
        }
      }
      expect(await texts()).toEqual(['I like tea.']);
      expect(digest(pathOf(backup.name))).toBe(spoilt);
      expect(readdirSync(join(app.dataDir, 'backups'))).toEqual([backup.name]);
      expect(existsSync(restoringPath(app.dataDir))).toBe(false);
      // What was there goes on.
      await app.call('memories.teach', { text: 'I like coffee.' });
    },
  );

  it('leaves no copy behind when a restore is killed', async () => {
    await app.call('memories.teach', { text: 'I like tea.' });
    const backup = await make();
    copyFileSync(pathOf(backup.name), restoringPath(app.dataDir));
    await app.restart();
    expect(existsSync(restoringPath(app.dataDir))).toBe(false);
    expect(await texts()).toEqual(['I like tea.']);
  });
});

describe('a scheduled backup', () => {
  const day = 24 * 3_600_000;

  function scheduled(every: 'off' | 'daily' | 'weekly', kept = 2) {
    const dataDir = temporaryFolder();
    const clock = { now: Date.UTC(2026, 10, 24) };
    const told: unknown[] = [];
    const disk = { full: false };
    const backups = new Backups({
      dataDir,
      worker: {
        run: async (_job: unknown, input: unknown) => {
          if (disk.full) throw new Error('No room.');
          writeFileSync((input as { path: string }).path, 'backup');
          return null;
        },
      },
      files: new TransferFiles(dataDir, () => 'unused'),
      settings: () => ({ backupEvery: every, backupsKept: kept }),
      publish: (_name, payload) => void told.push(payload),
      now: () => clock.now,
      importing: () => false,
      replace: () => Promise.reject(new Error('Not asked for.')),
    });
    return { backups, clock, told, disk };
  }

  it('is made when the newest is old enough, and the set number is kept', async () => {
    const { backups, clock } = scheduled('daily');
    for (let hour = 0; hour < 24 * 5; hour += 1) {
      await backups.makeIfDue();
      clock.now += 3_600_000;
    }
    expect(backups.list().map(({ at }) => new Date(at).getUTCDate())).toEqual([28, 27]);
  });

  it('is not made soon after a manual one, which is never removed', async () => {
    const { backups, clock } = scheduled('weekly', 1);
    await backups.make('asked');
    for (let days = 0; days < 30; days += 1) {
      await backups.makeIfDue();
      clock.now += day;
    }
    expect(backups.list().map(({ kind }) => kind)).toEqual(['scheduled', 'asked']);
  });

  it.each([10 * 365, -30 * 365])('is made again after the clock was wrong by %i days', async (days) => {
    const { backups, clock } = scheduled('daily', 3);
    const right = clock.now;
    const live = async (count: number) => {
      for (let nth = 0; nth < count; nth += 1) {
        await backups.makeIfDue();
        clock.now += day;
      }
    };
    await live(3);
    clock.now = right + days * day;
    await live(2);
    expect(backups.list()[0]?.at).toBeCloseTo(clock.now - day, -3);
    clock.now = right + 4 * day;
    await live(5);
    // The newest of the right time are kept, whatever was made meanwhile.
    const newest = backups.list().map(({ at }) => (at - right) / day);
    expect(newest).toEqual([8, 7, 6]);
  });

  it('is not made when the schedule is off', async () => {
    const { backups } = scheduled('off');
    await backups.makeIfDue();
    expect(backups.list()).toEqual([]);
  });

  it('reports a failure and is tried again', async () => {
    const { backups, told, disk } = scheduled('daily');
    disk.full = true;
    await backups.makeIfDue();
    expect(told).toMatchObject([{ error: { code: 'internal' } }]);
    disk.full = false;
    await backups.makeIfDue();
    expect(backups.list()).toHaveLength(1);
  });
});

function withDatabase(path: string, work: (database: Database.Database) => void): void {
  const database = new Database(path);
  try {
    work(database);
  } finally {
    database.close();
  }
}
