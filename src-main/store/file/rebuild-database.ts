/**
 * Rebuilds a database from its source tables: this version's schema makes every index, the full-text index and the
 * vector tables of the new file. Anything else in the old file, such as another program's trigger, is left behind.
 */
import Database from 'better-sqlite3';
import type { Database as Connection } from 'better-sqlite3';
import { closeSync, openSync, rmSync } from 'node:fs';
import { createVectorTable, fillVectorTable } from '../vectors/vector-table.ts';
import { migrate } from '../database/migrate.ts';
import { allMigrations } from '../migrations/all-migrations.ts';
import { loadVectors } from './connection.ts';
import { damageIn } from './damage.ts';
import { isSourceTable, schemaObjects } from './schema-diff.ts';
import { sidecarSuffixes } from './sidecar-files.ts';
import { syncFile } from '../../disk/sync.ts';

/**
 * Writes `to`. The source tables of `from` must be intact, and nobody may write to it meanwhile. Leaves nothing behind
 * on failure.
 */
export function rebuildDatabase(from: string, to: string, version: number): void {
  for (const suffix of ['', ...sidecarSuffixes]) rmSync(to + suffix, { force: true });
  closeSync(openSync(to, 'wx', 0o600));
  try {
    const target = new Database(to);
    try {
      loadVectors(target);
      target.pragma('synchronous = OFF');
      migrate(target, allMigrations.slice(0, version), { appVersion: 'rebuilt', at: 0 });
      target.pragma('foreign_keys = OFF');
      target.prepare('ATTACH ? AS old').run(from);
      const vectors = areReadable(target);
      target.transaction(() => fill(target, version, vectors)).immediate();
      // A check covers every attached database.
      target.exec('DETACH old');
      const { source, derived } = damageIn(target, 'all');
      if (source !== null || derived.length > 0)
        throw new Error(`The rebuilt database is damaged: ${source ?? derived[0]}`);
    } finally {
      target.close();
    }
    syncFile(to);
  } catch (thrown) {
    for (const suffix of ['', ...sidecarSuffixes]) rmSync(to + suffix, { force: true });
    throw thrown;
  }
}

/** Checked before anything is written: a statement that hits corruption rolls back more than itself. */
function areReadable(target: Connection): boolean {
  try {
    target.prepare('SELECT sum(length(vector)) FROM old.unit_vectors NOT INDEXED').get();
    return true;
  } catch {
    return false;
  }
}

function fill(target: Connection, version: number, vectors: boolean): void {
  const triggers = schemaObjects(target).filter(({ type }) => type === 'trigger');
  const sources = target
    .prepare<[], { sql: string }>(`SELECT sql FROM main.sqlite_schema WHERE type = 'trigger'`)
    .all();
  for (const { name } of triggers) target.exec(`DROP TRIGGER ${name}`);
  for (const table of sourceTables(target)) copyRows(target, table);
  if (triggers.some(({ name }) => name === 'memory_units_indexed'))
    target.exec(`INSERT INTO memory_words (memory_words) VALUES ('rebuild')`);
  if (version === allMigrations.length) copyVectors(target, vectors);
  else if (hasTable(target, 'embedders')) target.exec('DELETE FROM embedders');
  for (const { sql } of sources) target.exec(sql);
}

interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
}

function sourceTables(target: Connection): TableShape[] {
  const tables = target.pragma('main.table_list') as { name: string; type: string; wr: number }[];
  return tables
    .filter(({ name, type }) => type === 'table' && isSourceTable(name) && name !== 'sqlite_schema')
    .map(({ name, wr }) => {
      const columns = target.pragma(`table_info(${name})`) as { name: string; type: string; pk: number }[];
      const names = columns.map((column) => `"${column.name}"`);
      const hasOwnRowId = columns
        .filter(({ pk }) => pk > 0)
        .some(({ type, pk }) => pk === 1 && type === 'INTEGER');
      // Rows written in the same millisecond are ordered by their row ids.
      return {
        name,
        columns: wr === 1 || hasOwnRowId || name === 'sqlite_sequence' ? names : ['rowid', ...names],
      };
    });
}

/** Reads the rows themselves, never through an index, which may be what is damaged. */
function copyRows(target: Connection, { name, columns }: TableShape): void {
  const list = columns.join(', ');
  target.exec(`DELETE FROM main.${name}`);
  target.exec(`INSERT INTO main.${name} (${list}) SELECT ${list} FROM old.${name} NOT INDEXED`);
}

/** Unreadable vectors are left out: re-embedding makes them again. */
function copyVectors(target: Connection, readable: boolean): void {
  const embedders = target
    .prepare<[], { id: number; dimensions: number }>('SELECT id, dimensions FROM embedders')
    .all();
  for (const embedder of embedders) createVectorTable(target, embedder);
  if (!readable) return;
  target.exec(
    `INSERT INTO main.unit_vectors (embedder_id, unit_id, vector)
     SELECT v.embedder_id, v.unit_id, v.vector FROM old.unit_vectors v NOT INDEXED
       JOIN main.embedders e ON e.id = v.embedder_id JOIN main.memory_units u ON u.id = v.unit_id
     WHERE typeof(v.vector) = 'blob' AND length(v.vector) = 4 * e.dimensions`,
  );
  for (const embedder of embedders) fillVectorTable(target, embedder);
}

function hasTable(target: Connection, name: string): boolean {
  return target.prepare('SELECT 1 FROM main.sqlite_schema WHERE name = ?').get(name) !== undefined;
}
