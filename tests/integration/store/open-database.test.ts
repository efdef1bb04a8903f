import Database from 'better-sqlite3';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databaseFile, openDatabase } from '#main/store/file/open-database.ts';
import { allMigrations } from '#main/store/migrations/all-migrations.ts';
import { MemoryRepository } from '#main/store/memory-repository.ts';
import { TuteeError } from '#shared/errors.ts';
import { addStep, byUser, memoryValue } from '../../support/memory-samples.ts';
import { inspect, openMemories, openStore } from '../../support/open-store.ts';
import { filesOthersCanRead } from '../../support/store/file-modes.ts';
import { contentsOf, temporaryFolder } from '../../support/temporary-folder.ts';

const open = (dataDir: string) => openDatabase({ dataDir, appVersion: 'test', now: () => 0 });

function failureOf(act: () => unknown): TuteeError {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof TuteeError) return thrown;
    throw thrown;
  }
  throw new Error('It did not fail');
}

/** A folder with a database of a few memories, closed. */
function taughtFolder(count = 3): string {
  const dataDir = temporaryFolder();
  const store = openStore(dataDir);
  store.memories.apply(
    Array.from({ length: count }, (_, index) => addStep(memoryValue(`Memory ${index}`))),
    byUser(),
  );
  store.close();
  return dataDir;
}

describe('opening', () => {
  it('creates one private, durable file with foreign keys', () => {
    const dataDir = temporaryFolder();
    const database = open(dataDir);
    onTestFinished(() => void database.close());
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(database.pragma('synchronous', { simple: true })).toBe(2);
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(database.pragma('secure_delete', { simple: true })).toBe(1);
    expect(database.prepare('SELECT vec_version()').pluck().get()).toBe('v0.1.9');
    expect(filesOthersCanRead(dataDir)).toEqual([]);
  });

  it('refuses a file that lacks a column, instead of failing later', () => {
    const dataDir = taughtFolder();
    const database = inspect(dataDir);
    database.exec('ALTER TABLE drafts RENAME COLUMN text TO words');
    database.close();
    expect(failureOf(() => openStore(dataDir))).toMatchObject({ code: 'database_damaged' });
  });

  it('leaves a single file after closing, with everything in it', () => {
    const dataDir = taughtFolder();
    expect(readdirSync(dataDir)).toEqual([databaseFile]);
    expect(openStore(dataDir).memories.countActive()).toBe(3);
  });

  it('can be closed twice', () => {
    const store = openStore();
    store.close();
    expect(() => store.close()).not.toThrow();
  });

  it('treats an empty file as a new database', () => {
    const dataDir = temporaryFolder();
    writeFileSync(join(dataDir, databaseFile), '');
    expect(openStore(dataDir).memories.countActive()).toBe(0);
  });
});

describe('a file that cannot be used', () => {
  const damages: Record<string, (path: string) => void> = {
    'is no database': (path) => writeFileSync(path, 'Dear diary, '.repeat(2_000)),
    'was cut short': (path) => truncateSync(path, Math.floor(statSync(path).size / 2 / 4096) * 4096),
    'has overwritten pages': (path) => {
      const bytes = readFileSync(path);
      bytes.fill(7, 4096 * 4, 4096 * 8);
      writeFileSync(path, bytes);
    },
    'belongs to another program': (path) => {
      truncateSync(path, 0);
      const other = new Database(path);
      other.exec('CREATE TABLE recipes (name TEXT)');
      other.close();
    },
  };

  it.each(Object.entries(damages))('%s: is rejected by name and unchanged', (_, damage) => {
    const dataDir = taughtFolder();
    const path = join(dataDir, databaseFile);
    damage(path);
    const before = readFileSync(path);
    const failure = failureOf(() => open(dataDir));
    expect(failure.code).toBe('database_damaged');
    expect(failure.message).toContain(path);
    expect(failure.message).toContain('backups');
    expect(readdirSync(dataDir)).toEqual([databaseFile]);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('without a table is rejected as damaged', () => {
    const dataDir = taughtFolder();
    const database = inspect(dataDir);
    database.exec('DROP TABLE settings');
    database.close();
    expect(failureOf(() => openStore(dataDir)).code).toBe('database_damaged');
  });

  it('of a newer Tutee is rejected, and the folder is unchanged', () => {
    const dataDir = taughtFolder();
    const newer = inspect(dataDir);
    newer.pragma(`user_version = ${allMigrations.length + 1}`);
    newer.close();
    const before = JSON.stringify(contentsOf(dataDir));
    const failure = failureOf(() => open(dataDir));
    expect(failure.code).toBe('database_newer');
    expect(failure.message).toContain(join(dataDir, databaseFile));
    expect(readdirSync(dataDir)).toEqual([databaseFile]);
    expect(JSON.stringify(contentsOf(dataDir)) === before).toBe(true);
  });

  it('of a newer Tutee that was killed is rejected, and its WAL is kept', () => {
    const dataDir = taughtFolder();
    const newer = inspect(dataDir);
    newer.pragma(`user_version = ${allMigrations.length + 1}`);
    const before = readFileSync(join(dataDir, `${databaseFile}-wal`));
    expect(before.length).toBeGreaterThan(0);
    expect(failureOf(() => open(dataDir)).code).toBe('database_newer');
    expect(readFileSync(join(dataDir, `${databaseFile}-wal`)).equals(before)).toBe(true);
  });

  it('in a missing folder, or in place of a folder, is rejected as unusable', () => {
    const dataDir = temporaryFolder();
    expect(failureOf(() => open(join(dataDir, 'missing'))).code).toBe('folder_unusable');
    mkdirSync(join(dataDir, databaseFile));
    expect(failureOf(() => open(dataDir)).code).toBe('folder_unusable');
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'in a read-only folder is refused',
    async () => {
      const dataDir = temporaryFolder();
      chmodSync(dataDir, 0o500);
      onTestFinished(() => chmodSync(dataDir, 0o700));
      expect(failureOf(() => open(dataDir)).code).toBe('folder_unusable');
    },
  );
});

describe('a full disk', () => {
  it('is reported as such, and the change is rolled back', () => {
    const { database, memories } = openMemories();
    memories.apply([addStep(memoryValue('Before'))], byUser());
    database.pragma(`max_page_count = ${Number(database.pragma('page_count', { simple: true })) + 2}`);
    const long = Array.from({ length: 40 }, (_, index) => addStep(memoryValue(`${index} `.repeat(1_000))));
    expect(failureOf(() => memories.apply(long, byUser())).code).toBe('disk_full');
    expect(memories.countActive()).toBe(1);
    database.pragma('max_page_count = 1000000');
    memories.apply([addStep(memoryValue('After'))], byUser());
    expect(memories.countActive()).toBe(2);
  });
});

describe('two connections', () => {
  it('see each other’s changes, also in caches', () => {
    const dataDir = temporaryFolder();
    const first = openMemories(dataDir).memories;
    const second = new MemoryRepository(openMemories(dataDir).database);
    expect(first.standing()).toEqual([]);
    second.apply([addStep(memoryValue('I like tea', { kind: 'preference' }))], byUser());
    expect(first.standing().map((memory) => memory.text)).toEqual(['I like tea']);
  });
});
