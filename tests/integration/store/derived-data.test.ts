/** Damaged or foreign indexes, words and vectors are rebuilt; what the user taught and wrote never is. */
import type Database from 'better-sqlite3';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failureOf, opened, pathIn, rawly, taughtFolder } from '../../support/store/data-folders.ts';
import { contentsOf } from '../../support/temporary-folder.ts';

describe('derived data', () => {
  const wordsOf = ({ store }: ReturnType<typeof opened>) =>
    store.memories.searchWords(['tea'], 10).map(({ memory }) => memory.text);
  const damages: Record<string, (database: Database.Database) => void> = {
    'an index that lacks rows': (database) => {
      database.exec(`PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'memories_newest'`);
    },
    'words that do not agree': (database) =>
      database.exec(`UPDATE memory_words_data SET block = x'00' WHERE id > 10`),
    'no words': (database) => database.exec('DELETE FROM memory_words_data'),
    'words without the version of their format': (database) =>
      database.exec('DELETE FROM memory_words_config'),
    'words of another version of the format': (database) =>
      database.exec('UPDATE memory_words_config SET v = 99'),
    'no table of words': (database) => database.exec('DROP TABLE memory_words'),
    'no trigger': (database) => database.exec('DROP TRIGGER memory_units_indexed'),
    'a trigger of our name that does something else': (database) =>
      database.exec(`DROP TRIGGER memory_events_are_kept;
        CREATE TRIGGER memory_events_are_kept AFTER INSERT ON settings BEGIN DELETE FROM memories; END`),
    'a trigger of another name': (database) =>
      database.exec('CREATE TRIGGER spy AFTER INSERT ON settings BEGIN DELETE FROM memories; END'),
    'a view of our name that says something else': (database) =>
      database.exec(
        `DROP VIEW memory_unit_words; CREATE VIEW memory_unit_words AS SELECT id, 'spy' AS words FROM memory_units`,
      ),
    'an index of our name over something else': (database) =>
      database.exec('DROP INDEX memories_newest; CREATE INDEX memories_newest ON memories (use_count)'),
    'a table of vectors that cannot be read': (database) => database.exec('DROP TABLE vectors_1_chunks'),
  };

  it.each(Object.entries(damages))('%s: is rebuilt, and the old file is kept', (_, damage) => {
    const dataDir = taughtFolder('I like tea.', 'I like coffee.');
    rawly(pathIn(dataDir), damage);
    const found = opened(dataDir, { depth: 'all' });
    expect(found.notices).toEqual([expect.stringContaining('made anew')]);
    expect(found.texts().toSorted()).toEqual(['I like coffee.', 'I like tea.']);
    expect(wordsOf(found)).toEqual(['I like tea.']);
    expect(readdirSync(join(dataDir, 'backups'))).toEqual([expect.stringMatching(/^tutee-before-repair-/)]);
    found.store.close();
    expect(opened(dataDir, { depth: 'all' }).notices).toEqual([]);
  });

  it.each(['memory_words_data', 'unit_vectors', 'memories_newest', 'memory_words_idx', 'messages_parent'])(
    'a page of %s that was overwritten is made anew at the next start',
    (name) => {
      const dataDir = taughtFolder('I like tea.', 'I like coffee.');
      overwritePage(pathIn(dataDir), name);
      const found = opened(dataDir);
      expect(found.notices).toEqual([expect.stringContaining('made anew')]);
      expect(found.texts()).toHaveLength(2);
      expect(wordsOf(found)).toEqual(['I like tea.']);
    },
  );

  it.each(['memories', 'memory_units', 'messages', 'settings', 'memory_events'])(
    'a page of %s that was overwritten is refused, and nothing is touched',
    (name) => {
      const dataDir = taughtFolder('I like tea.', 'I like coffee.');
      overwritePage(pathIn(dataDir), name);
      const before = contentsOf(dataDir);
      expect(failureOf(() => opened(dataDir)).code).toBe('database_damaged');
      expect(contentsOf(dataDir)).toEqual(before);
    },
  );
});

function overwritePage(path: string, name: string): void {
  let page = 0;
  rawly(path, (database) => {
    page =
      database
        .prepare<[string], number>('SELECT rootpage FROM sqlite_schema WHERE name = ?')
        .pluck()
        .get(name) ?? 0;
  });
  expect(page).toBeGreaterThan(1);
  const bytes = readFileSync(path);
  bytes.fill(0xa5, (page - 1) * 4096, page * 4096);
  writeFileSync(path, bytes);
}
