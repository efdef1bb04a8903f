import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { InMemoryRunLogStore } from '#main/engine/durability/in-memory-run-log-store.ts';
import type { RunLogStore } from '#main/engine/ports.ts';
import { FileRunLogStore } from '#main/run-logs/file-run-log-store.ts';
import { SqliteRunLogStore } from '#main/run-logs/sqlite-run-log-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const databases: { close(): void }[] = [];
afterEach(() => {
  for (const db of databases.splice(0)) db.close();
});
const opened = <Db extends { close(): void }>(db: Db): Db => {
  databases.push(db);
  return db;
};

const stores: Readonly<Record<string, () => RunLogStore>> = {
  'in memory': () => new InMemoryRunLogStore(),
  'in files': () => new FileRunLogStore(join(temporaryFolder(), 'runs')),
  'in better-sqlite3': () => new SqliteRunLogStore(opened(new Database(':memory:'))),
  'in node:sqlite': () => new SqliteRunLogStore(opened(new DatabaseSync(':memory:'))),
};

describe.each(Object.entries(stores))('a log %s', (_, make) => {
  it('gives back what was appended, in order, for each run', async () => {
    const store = make();
    for (const n of [1, 2, 3]) {
      await store.append('a', { n, text: 'Zeile\n“ü” 👍' });
      await store.append('A', { n: -n });
    }
    expect(await store.read('a')).toEqual([1, 2, 3].map((n) => ({ n, text: 'Zeile\n“ü” 👍' })));
    expect(await store.read('A')).toEqual([{ n: -1 }, { n: -2 }, { n: -3 }]);
    expect(await store.read('nobody')).toEqual([]);
  });

  it('is replaced as a whole, goes on, and is deleted', async () => {
    const store = make();
    await store.append('a', { n: 1 });
    await store.append('b', { n: 1 });
    await store.replace('a', [{ n: 5 }, { n: 6 }]);
    await store.append('a', { n: 7 });
    expect(await store.read('a')).toEqual([{ n: 5 }, { n: 6 }, { n: 7 }]);
    await store.replace('a', []);
    expect(await store.read('a')).toEqual([]);
    expect(await store.read('b')).toEqual([{ n: 1 }]);
  });

  it('takes any id, and keeps the runs apart', async () => {
    const store = make();
    const ids = [
      '..',
      '../up',
      'a/b',
      'CON',
      'ü',
      'Ü',
      'a'.repeat(400),
      `${'a'.repeat(400)}b`,
      '*',
      ' ',
      '.a',
      '_a',
    ];
    for (const id of ids) await store.append(id, { id });
    for (const id of ids) expect(await store.read(id)).toEqual([{ id }]);
  });
});

describe('a log in files', () => {
  it('drops half a line that a kill left, and goes on after it', async () => {
    const folder = temporaryFolder();
    const first = new FileRunLogStore(folder);
    await first.append('a', { n: 1 });
    await first.append('a', { n: 2 });
    const path = join(folder, readdirSync(folder)[0] ?? '');
    truncateSync(path, readFileSync(path).length - 3);
    const second = new FileRunLogStore(folder);
    expect(await second.read('a')).toEqual([{ n: 1 }]);
    await second.append('a', { n: 3 });
    expect(await second.read('a')).toEqual([{ n: 1 }, { n: 3 }]);
  });

  it('says which line is damaged', async () => {
    const folder = temporaryFolder();
    const store = new FileRunLogStore(folder);
    await store.append('a', { n: 1 });
    appendFileSync(join(folder, 'a.jsonl'), 'no json\n');
    await expect(store.read('a')).rejects.toThrow(/a\.jsonl is damaged: line 2/u);
  });

  it('keeps appends of one program in order, whoever waits', async () => {
    const store = new FileRunLogStore(temporaryFolder());
    await Promise.all(Array.from({ length: 50 }, (_, n) => store.append('a', { n })));
    expect(await store.read('a')).toEqual(Array.from({ length: 50 }, (_, n) => ({ n })));
  });

  it('stays as it was when it cannot be written', async () => {
    const folder = temporaryFolder();
    const store = new FileRunLogStore(folder);
    await store.append('a', { n: 1 });
    mkdirSync(join(folder, 'a.jsonl.new'));
    await expect(store.replace('a', [{ n: 2 }])).rejects.toThrow(/EISDIR/u);
    expect(await store.read('a')).toEqual([{ n: 1 }]);
  });

  it('is not made before it is needed, and says that its folder is a file', async () => {
    const folder = temporaryFolder();
    expect(await new FileRunLogStore(join(folder, 'runs')).read('a')).toEqual([]);
    expect(existsSync(join(folder, 'runs'))).toBe(false);
    writeFileSync(join(folder, 'file'), '');
    await expect(new FileRunLogStore(join(folder, 'file')).append('a', {})).rejects.toThrow(
      /EEXIST|ENOTDIR/u,
    );
  });
});
