/**
 * Makes a database anew from the tables that hold the truth: every index, word and coarse vector of the new file is made
 * by this version's own schema. What else was in the old file, such as a trigger of another program, is left behind.
 */
import Database from 'better-sqlite3';
import type { Database as Connection } from 'better-sqlite3';
import { closeSync, openSync, rmSync } from 'node:fs';
import { createVectorTable, fillVectorTable } from '../vectors/vector-table.ts';
import { migrate } from '../database/migrate.ts';
import { allMigrations } from '../migrations/all-migrations.ts';
import { loadVectors } from './connection.ts';
import { damageIn } from './damage.ts';
import { holdsTruth, partsOf } from './schema-shape.ts';
import { sideNames } from './side-files.ts';
import { syncFile } from '../../disk/sync.ts';

/** Writes `to`; `from` must be whole in its truth, and nobody may write to it meanwhile. Nothing stays of a failure. */
export function rebuildDatabase(from: string, to: string, version: number): void {
  for (const side of ['', ...sideNames]) rmSync(to + side, { force: true });
  closeSync(openSync(to, 'wx', 0o600));
  try {
    const made = new Database(to);
    try {
      loadVectors(made);
      made.pragma('synchronous = OFF');
      migrate(made, allMigrations.slice(0, version), { appVersion: 'rebuilt', at: 0 });
      made.pragma('foreign_keys = OFF');
      made.prepare('ATTACH ? AS old').run(from);
      const vectors = areReadable(made);
      made.transaction(() => fill(made, version, vectors)).immediate();
      // A check looks at every database that is attached.
      made.exec('DETACH old');
      const { truth, derived } = damageIn(made, 'all');
      if (truth !== null || derived.length > 0)
        throw new Error(`The database made anew is not whole: ${truth ?? derived[0]}`);
    } finally {
      made.close();
    }
    syncFile(to);
  } catch (thrown) {
    for (const side of ['', ...sideNames]) rmSync(to + side, { force: true });
    throw thrown;
  }
}

/** Asked before anything is written: a statement that finds damage takes back more than itself. */
function areReadable(made: Connection): boolean {
  try {
    made.prepare('SELECT sum(length(vector)) FROM old.unit_vectors NOT INDEXED').get();
    return true;
  } catch {
    return false;
  }
}

function fill(made: Connection, version: number, vectors: boolean): void {
  const triggers = partsOf(made).filter(({ type }) => type === 'trigger');
  const sources = made
    .prepare<[], { sql: string }>(`SELECT sql FROM main.sqlite_schema WHERE type = 'trigger'`)
    .all();
  for (const { name } of triggers) made.exec(`DROP TRIGGER ${name}`);
  for (const table of truthTables(made)) copyRows(made, table);
  if (triggers.some(({ name }) => name === 'memory_units_indexed'))
    made.exec(`INSERT INTO memory_words (memory_words) VALUES ('rebuild')`);
  if (version === allMigrations.length) copyVectors(made, vectors);
  else if (hasTable(made, 'embedders')) made.exec('DELETE FROM embedders');
  for (const { sql } of sources) made.exec(sql);
}

interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
}

function truthTables(made: Connection): TableShape[] {
  const tables = made.pragma('main.table_list') as { name: string; type: string; wr: number }[];
  return tables
    .filter(({ name, type }) => type === 'table' && holdsTruth(name) && name !== 'sqlite_schema')
    .map(({ name, wr }) => {
      const columns = made.pragma(`table_info(${name})`) as { name: string; type: string; pk: number }[];
      const names = columns.map((column) => `"${column.name}"`);
      const hasOwnRowId = columns
        .filter(({ pk }) => pk > 0)
        .some(({ type, pk }) => pk === 1 && type === 'INTEGER');
      // The order of rows that were written in the same moment is that of their row ids.
      return {
        name,
        columns: wr === 1 || hasOwnRowId || name === 'sqlite_sequence' ? names : ['rowid', ...names],
      };
    });
}

/** The rows themselves are read, never an index over them, which may be what is damaged. */
function copyRows(made: Connection, { name, columns }: TableShape): void {
  const list = columns.join(', ');
  made.exec(`DELETE FROM main.${name}`);
  made.exec(`INSERT INTO main.${name} (${list}) SELECT ${list} FROM old.${name} NOT INDEXED`);
}

/** Vectors that cannot be read any more are left out: they are made again in the background. */
function copyVectors(made: Connection, readable: boolean): void {
  const embedders = made
    .prepare<[], { id: number; dimensions: number }>('SELECT id, dimensions FROM embedders')
    .all();
  for (const embedder of embedders) createVectorTable(made, embedder);
  if (!readable) return;
  made.exec(
    `INSERT INTO main.unit_vectors (embedder_id, unit_id, vector)
     SELECT v.embedder_id, v.unit_id, v.vector FROM old.unit_vectors v NOT INDEXED
       JOIN main.embedders e ON e.id = v.embedder_id JOIN main.memory_units u ON u.id = v.unit_id
     WHERE typeof(v.vector) = 'blob' AND length(v.vector) = 4 * e.dimensions`,
  );
  for (const embedder of embedders) fillVectorTable(made, embedder);
}

function hasTable(made: Connection, name: string): boolean {
  return made.prepare('SELECT 1 FROM main.sqlite_schema WHERE name = ?').get(name) !== undefined;
}
