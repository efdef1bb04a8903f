/** Tutee starts without losing data after a killed process, or a user who copies files, in the data folder. */
import Database from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeBackup } from '#main/store/backups/backup-file.ts';
import { isUnfinished } from '#main/store/file/unfinished-files.ts';
import { checkpointWal, databaseFile, rewriteDatabase } from '#main/store/file/open-database.ts';
import { eraseTraces } from '#main/store/forgetting/erase-traces.ts';
import {
  failureOf,
  killedCopy,
  opened,
  pathIn,
  rawly,
  taughtFolder,
  teach,
} from '../../support/store/data-folders.ts';
import { contentsOf, temporaryFolder } from '../../support/temporary-folder.ts';

/** A rollback journal as a kill in the middle of a transaction leaves it, beside a file with half of that in it. */
function leaveHotJournal(dataDir: string): void {
  const path = pathIn(dataDir);
  rawly(path, (database) => {
    database.pragma('journal_mode = DELETE');
    // So little is kept in memory that changed pages go into the file before the transaction ends.
    database.pragma('cache_size = 2');
    database.pragma('cache_spill = 1');
    database.exec('BEGIN IMMEDIATE');
    database.exec(`UPDATE memory_units SET id = id WHERE 0; DELETE FROM settings`);
    database.exec(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
       INSERT INTO settings (name, value) SELECT 'half' || i, '"${'x'.repeat(200)}"' FROM n`,
    );
    copyFileSync(path, `${path}.half`);
    copyFileSync(`${path}-journal`, `${path}.half-journal`);
    database.exec('ROLLBACK');
  });
  renameSync(`${path}.half`, path);
  renameSync(`${path}.half-journal`, `${path}-journal`);
  expect(statSync(`${path}-journal`).size).toBeGreaterThan(512);
}

describe('a hot journal', () => {
  it('is rolled back to the state before the transaction', () => {
    const dataDir = taughtFolder('I like tea.');
    leaveHotJournal(dataDir);
    const { store, notices, texts } = opened(dataDir);
    expect(texts()).toEqual(['I like tea.']);
    expect(store.settings.load().settings.theme).toBe('system');
    expect(notices).toEqual([]);
    store.close();
    expect(readdirSync(dataDir)).toEqual([databaseFile]);
  });

  it('of a newer Tutee’s file is unchanged, as is the file', () => {
    const dataDir = taughtFolder('I like tea.');
    rawly(pathIn(dataDir), (database) => database.pragma('user_version = 9999'));
    leaveHotJournal(dataDir);
    const before = contentsOf(dataDir);
    expect(() => opened(dataDir)).toThrow(/newer Tutee/);
    expect(contentsOf(dataDir)).toEqual(before);
  });

  it('of another database is set aside and not applied', () => {
    const other = taughtFolder('Something else.', 'And more.');
    leaveHotJournal(other);
    const dataDir = taughtFolder('I like tea.');
    for (let nth = 0; nth < 9; nth += 1)
      rawly(pathIn(dataDir), (database) => {
        database.pragma('journal_mode = DELETE');
        database.exec(`INSERT OR REPLACE INTO settings VALUES ('n${nth}', '1')`);
      });
    copyFileSync(`${pathIn(other)}-journal`, `${pathIn(dataDir)}-journal`);
    const { notices, texts } = opened(dataDir);
    expect(texts()).toEqual(['I like tea.']);
    expect(notices).toHaveLength(1);
    expect(readdirSync(join(dataDir, 'backups'))).toEqual([
      expect.stringMatching(/^set-aside-.*tutee\.db-journal$/),
    ]);
  });

  it('that would empty a whole database is set aside', () => {
    const dataDir = taughtFolder('I like tea.');
    const path = pathIn(dataDir);
    const header = Buffer.alloc(512);
    header.write('d9d505f920a163d7', 'hex');
    // No pages in the journal and none before it, of 4096 bytes after a sector of 512.
    for (const [at, value] of [
      [12, 1],
      [20, 512],
      [24, 4096],
    ] as const)
      header.writeUInt32BE(value, at);
    writeFileSync(`${path}-journal`, header);
    const { texts, notices } = opened(dataDir);
    expect(texts()).toEqual(['I like tea.']);
    expect(notices).toEqual([expect.stringContaining('set it aside')]);
  });

  it('of a new file that was killed in its first transaction leaves an empty start', () => {
    for (const size of [0, 4096]) {
      const dataDir = temporaryFolder();
      const path = pathIn(dataDir);
      const made = new Database(path);
      made.exec('PRAGMA cache_size = 2; BEGIN; CREATE TABLE a (b); CREATE TABLE c (d)');
      made.exec(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9000) INSERT INTO a SELECT i FROM n`,
      );
      const killed = killedCopy(dataDir);
      made.close();
      if (size === 0) writeFileSync(pathIn(killed), '');
      const { store, notices } = opened(killed);
      expect(store.memories.countActive()).toBe(0);
      expect(notices).toEqual([]);
    }
  });
});

describe('a write-ahead log', () => {
  it('of a killed process is applied', () => {
    const dataDir = taughtFolder('I like tea.');
    const { store } = opened(dataDir);
    teach(store, 'I like coffee.');
    const killed = killedCopy(dataDir);
    expect(statSync(`${pathIn(killed)}-wal`).size).toBeGreaterThan(0);
    const { texts, notices } = opened(killed);
    expect(texts().toSorted()).toEqual(['I like coffee.', 'I like tea.']);
    expect(notices).toEqual([]);
  });

  it('with a torn end is applied as far as it is valid', () => {
    const dataDir = taughtFolder('I like tea.');
    const { store } = opened(dataDir);
    teach(store, 'I like coffee.');
    const killed = killedCopy(dataDir);
    appendFileSync(`${pathIn(killed)}-wal`, Buffer.alloc(5_000, 7));
    expect(opened(killed).texts()).toHaveLength(2);
  });

  const puttingBack: Record<string, (backup: string, path: string) => void> = {
    'copied over it': (backup, path) => copyFileSync(backup, path),
    'moved over it': (backup, path) => renameSync(backup, path),
  };
  it.each(Object.entries(puttingBack))('beside a backup that was %s is set aside', (_, put) => {
    const dataDir = taughtFolder('I like tea.');
    const backup = join(temporaryFolder(), 'mine.db');
    const { store } = opened(dataDir);
    teach(store, 'I like coffee.');
    writeBackup(dataDir, backup);
    teach(store, ...Array.from({ length: 50 }, (__, nth) => `I like thing ${nth}.`));
    const killed = killedCopy(dataDir);
    put(backup, pathIn(killed));
    const { texts, notices } = opened(killed);
    expect(texts().toSorted()).toEqual(['I like coffee.', 'I like tea.']);
    expect(notices).toEqual([expect.stringContaining('set it aside')]);
    const [aside = ''] = readdirSync(join(killed, 'backups'));
    expect(statSync(join(killed, 'backups', aside)).size).toBe(statSync(`${pathIn(dataDir)}-wal`).size);
  });

  it('beside an older copy made by hand is set aside', () => {
    const dataDir = taughtFolder('I like tea.');
    const mine = join(temporaryFolder(), 'mine.db');
    copyFileSync(pathIn(dataDir), mine);
    // So much happens that the pages of then are elsewhere now.
    for (let round = 0; round < 4; round += 1) {
      const { store } = opened(dataDir);
      teach(
        store,
        ...Array.from({ length: 60 }, (_, nth) => `In round ${round} I like thing ${nth} of many.`),
      );
      store.close();
    }
    const { store } = opened(dataDir);
    teach(store, 'I like coffee.', 'I like water.');
    const killed = killedCopy(dataDir);
    copyFileSync(mine, pathIn(killed));
    const { texts, notices } = opened(killed);
    expect(texts()).toEqual(['I like tea.']);
    expect(notices).toHaveLength(1);
  });

  it('of another Tutee with as many changes is set aside', () => {
    const later = () => Date.UTC(2026, 10, 25);
    const other = temporaryFolder();
    const first = opened(other, { now: later });
    teach(first.store, 'I like jazz.');
    first.store.close();
    const second = opened(other, { now: later });
    teach(second.store, 'I like blues.');
    const killed = killedCopy(other);
    const dataDir = taughtFolder('I like tea.');
    copyFileSync(`${pathIn(killed)}-wal`, `${pathIn(dataDir)}-wal`);
    const { texts, notices } = opened(dataDir);
    expect(texts()).toEqual(['I like tea.']);
    expect(notices).toEqual([expect.stringContaining('set it aside')]);
    expect(opened(killed).texts()).toHaveLength(2);
  });

  it.each([
    [
      'truncated',
      async (dataDir: string) => {
        const database = new Database(pathIn(dataDir));
        await eraseTraces(database, []);
        database.close();
      },
    ],
    ['truncated by a rewrite', async (dataDir: string) => rewriteDatabase(dataDir)],
    ['checkpointed and begun anew', async (dataDir: string) => checkpointWal(dataDir)],
  ])('of another Tutee is set aside also when it was %s before', async (_, shorten) => {
    const other = temporaryFolder();
    const second = opened(other, { now: () => Date.UTC(2026, 10, 25) });
    teach(second.store, 'I like jazz.');
    await shorten(other);
    teach(second.store, 'I like blues.');
    const killed = killedCopy(other);
    const dataDir = taughtFolder('I like tea.');
    copyFileSync(`${pathIn(killed)}-wal`, `${pathIn(dataDir)}-wal`);
    const { texts, notices } = opened(dataDir);
    expect(texts()).toEqual(['I like tea.']);
    expect(notices).toEqual([expect.stringContaining('set it aside')]);
    expect(opened(killed).texts()).toHaveLength(2);
  });

  it('that is a folder or a pipe is moved away', () => {
    for (const suffix of ['-wal', '-journal', '-shm']) {
      const dataDir = taughtFolder('I like tea.');
      mkdirSync(`${pathIn(dataDir)}${suffix}`);
      expect(opened(dataDir).texts()).toEqual(['I like tea.']);
    }
    if (process.platform === 'win32') return;
    const dataDir = taughtFolder('I like tea.');
    execFileSync('mkfifo', [`${pathIn(dataDir)}-wal`]);
    expect(opened(dataDir).texts()).toEqual(['I like tea.']);
  });

  it.skipIf(process.platform === 'win32')('of nothing: a folder or pipe in its place is refused', () => {
    const folder = temporaryFolder();
    mkdirSync(pathIn(folder));
    expect(failureOf(() => opened(folder)).code).toBe('folder_unusable');
    const pipe = temporaryFolder();
    execFileSync('mkfifo', [pathIn(pipe)]);
    expect(failureOf(() => opened(pipe)).message).toContain('is not a file');
  });

  it('without its database is set aside, never deleted', () => {
    for (const remove of [true, false]) {
      const dataDir = taughtFolder('I like tea.');
      const { store } = opened(dataDir);
      teach(store, 'I like coffee.');
      const killed = killedCopy(dataDir);
      if (remove) renameSync(pathIn(killed), join(killed, 'moved-away'));
      else writeFileSync(pathIn(killed), '');
      const { texts } = opened(killed);
      expect(texts()).toEqual([]);
      expect(readdirSync(join(killed, 'backups'))).toEqual([expect.stringMatching(/tutee\.db-wal$/)]);
    }
  });
});

describe('unfinished files', () => {
  const names = [
    'tutee.db.restoring',
    'tutee.db.restoring-journal',
    'tutee.db.restoring-wal',
    'tutee.db.rebuilding',
    'tutee.db.rebuilding-journal',
    'tutee-backup-2026-11-24T00-00-00-000Z.db.unfinished',
    'tutee-scheduled-2026-11-24T00-00-00-000Z.db.unfinished-journal',
    'tutee-before-m005-2026-11-24T00-00-00-000Z.db.unfinished',
    'tutee.db.examined',
  ];
  const finished = [
    databaseFile,
    `${databaseFile}-wal`,
    'secrets.json',
    'lock.db',
    'window.json',
    'tutee-backup-2026-11-24T00-00-00-000Z.db',
    'my notes.unfinished',
    'set-aside-2026-11-24T00-00-00-000Z-tutee.db-wal',
  ];

  it('are recognised by name, and nothing else is', () => {
    expect(names.filter((name) => !isUnfinished(name))).toEqual([]);
    expect(finished.filter(isUnfinished)).toEqual([]);
  });

  it('are removed at startup', () => {
    const dataDir = taughtFolder('I like tea.');
    mkdirSync(join(dataDir, 'backups'));
    for (const folder of [dataDir, join(dataDir, 'backups')])
      for (const name of names) writeFileSync(join(folder, name), 'half');
    opened(dataDir);
    expect(readdirSync(dataDir).filter(isUnfinished)).toEqual([]);
    expect(readdirSync(join(dataDir, 'backups'))).toEqual([]);
  });

  it('include a hard link to the database among the backups, which is removed so that no backup changes later', () => {
    const dataDir = taughtFolder('I like tea.');
    mkdirSync(join(dataDir, 'backups'));
    const stray = join(dataDir, 'backups', 'tutee-before-restore-2026-11-24T00-00-00-000Z.db');
    linkSync(pathIn(dataDir), stray);
    const { texts } = opened(dataDir);
    expect(existsSync(stray)).toBe(false);
    expect(texts()).toEqual(['I like tea.']);
  });
});

describe('another program’s database', () => {
  const make: Record<string, (database: Database.Database) => void> = {
    'with a version that could be ours': (database) =>
      database.exec('CREATE TABLE notes (a); INSERT INTO notes VALUES (1); PRAGMA user_version = 7'),
    'with a higher version': (database) => database.exec('CREATE TABLE notes (a); PRAGMA user_version = 700'),
    'in WAL mode': (database) =>
      database.exec('PRAGMA journal_mode = WAL; CREATE TABLE notes (a); PRAGMA user_version = 3'),
    'with a mark of its own': (database) =>
      database.exec(
        'PRAGMA application_id = 252006673; CREATE TABLE migrations (id); PRAGMA user_version = 2',
      ),
    'with tables of our names': (database) =>
      database.exec(
        'CREATE TABLE migrations (version); CREATE TABLE conversations (a); CREATE TABLE messages (a); PRAGMA user_version = 2',
      ),
    'with a mark and no tables': (database) =>
      database.exec('PRAGMA application_id = 1; PRAGMA user_version = 0'),
  };

  it.each(Object.entries(make))('%s is rejected as such, and the folder is unchanged', (_, fill) => {
    const dataDir = temporaryFolder();
    rawly(pathIn(dataDir), fill);
    const before = contentsOf(dataDir);
    expect(() => opened(dataDir)).toThrow(/database of another program/);
    expect(contentsOf(dataDir)).toEqual(before);
  });

  it('whose program was killed keeps its sidecar files', () => {
    const dataDir = temporaryFolder();
    const other = new Database(pathIn(dataDir));
    other.exec(
      'PRAGMA journal_mode = WAL; CREATE TABLE notes (a); PRAGMA user_version = 3; INSERT INTO notes VALUES (1)',
    );
    const killed = temporaryFolder();
    for (const name of readdirSync(dataDir)) copyFileSync(join(dataDir, name), join(killed, name));
    other.close();
    const before = contentsOf(killed);
    expect(Object.keys(before)).toHaveLength(3);
    expect(() => opened(killed)).toThrow(/database of another program/);
    expect(contentsOf(killed)).toEqual(before);
  });
});

describe('an empty file', () => {
  function emptied(bytes: number): string {
    const dataDir = taughtFolder('I like tea.');
    const { store } = opened(dataDir);
    writeBackup(dataDir, join(dataDir, 'backups', 'tutee-backup-2026-11-24T00-00-00-000Z.db'));
    store.close();
    writeFileSync(pathIn(dataDir), Buffer.alloc(bytes));
    return dataDir;
  }

  it.each([0, 1, 100, 511])('of %i bytes with backups present prompts the user', (bytes) => {
    const dataDir = emptied(bytes);
    const before = contentsOf(dataDir);
    expect(failureOf(() => opened(dataDir)).code).toBe('database_empty');
    expect(contentsOf(dataDir)).toEqual(before);
  });

  it.each([0, 1])('of %i bytes starts empty when the user chose that', (bytes) => {
    const dataDir = emptied(bytes);
    const { store, texts } = opened(dataDir, { beginEmpty: true });
    expect(texts()).toEqual([]);
    store.close();
    expect(opened(dataDir).texts()).toEqual([]);
  });

  it('without backups starts anew when it is empty, and is rejected when it has content', () => {
    const dataDir = temporaryFolder();
    writeFileSync(pathIn(dataDir), 'x');
    expect(failureOf(() => opened(dataDir)).code).toBe('database_damaged');
    writeFileSync(pathIn(dataDir), '');
    expect(opened(dataDir).texts()).toEqual([]);
  });
});
