import Database from 'better-sqlite3';
import type { Database as Connection } from 'better-sqlite3';
import { isCorrupt } from '../database/sqlite-errors.ts';
import { isSourceTable } from './schema-diff.ts';

export interface Damage {
  /** Damage in source tables, which cannot be rebuilt; null when there is none. */
  readonly source: string | null;
  /** Damage in derived data, which can be rebuilt from the source tables. */
  readonly derived: readonly string[];
}

/** Messages about an index whose table is intact. */
const ofIndex = /missing from index|wrong # of entries in index|non-unique entry in index/;

/**
 * Finds damage by SQLite's own checks.
 * @param depth `structure`: quick_check. `all`: integrity_check, which also compares each index with its table.
 * `source`: quick_check of the source tables only.
 */
export function damageIn(connection: Connection, depth: 'structure' | 'all' | 'source'): Damage {
  if (depth === 'source') return { source: damagedSource(connection, 'quick_check'), derived: [] };
  const check = depth === 'all' ? 'integrity_check' : 'quick_check';
  const found = messagesOf(connection, check, '20');
  if (found.length === 0) return { source: null, derived: damagedVectors(connection) };
  return { source: damagedSource(connection, 'integrity_check'), derived: found };
}

function damagedSource(connection: Connection, check: string): string | null {
  const parts = connection
    .prepare<[], { type: string; name: string; rootpage: number }>(
      `SELECT type, name, rootpage FROM sqlite_schema WHERE type IN ('table', 'index') AND rootpage > 0`,
    )
    .all();
  const indexes = new Set(parts.flatMap(({ type, rootpage }) => (type === 'index' ? [rootpage] : [])));
  const tables = parts.filter(({ type, name }) => type === 'table' && isSourceTable(name));
  for (const name of ['sqlite_schema', ...tables.map((table) => table.name)]) {
    const found = messagesOf(connection, check, `'${name.replaceAll("'", "''")}'`);
    const fatal = found.find((message) => !isOfIndex(message, indexes));
    if (fatal !== undefined) return `${name}: ${fatal}`;
  }
  return null;
}

function isOfIndex(message: string, indexes: ReadonlySet<number>): boolean {
  const tree = /^Tree (\d+)/.exec(message)?.[1];
  return tree === undefined ? ofIndex.test(message) : indexes.has(Number(tree));
}

/** SQLite cannot check an extension's tables; all that can be verified is that they are readable. */
function damagedVectors(connection: Connection): string[] {
  const tables = connection
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE vectors!_%' ESCAPE '!'`,
    )
    .pluck()
    .all();
  return tables
    .filter((name) => /^vectors_\d+$/.test(name))
    .flatMap((name) => {
      try {
        connection.prepare(`SELECT * FROM ${name} LIMIT 1`).all();
        return [];
      } catch (thrown) {
        return [`table ${name}: ${String(thrown)}`];
      }
    });
}

/** A module that cannot read a table of its own reports that as a general error, such as FTS5 without its version. */
function isOfModule(thrown: unknown): thrown is Error {
  return thrown instanceof Database.SqliteError && thrown.code === 'SQLITE_ERROR';
}

/**
 * Runs a check pragma and returns its messages. SQLite checks all b-trees before any row, so what it reported before it
 * failed covers the structure of all of them.
 */
function messagesOf(connection: Connection, check: string, of: string): string[] {
  const found: string[] = [];
  try {
    for (const message of connection.prepare<[], string>(`PRAGMA ${check}(${of})`).pluck().iterate())
      if (message !== 'ok') found.push(...message.split('\n').filter((line) => !line.startsWith('***')));
  } catch (thrown) {
    if (!isCorrupt(thrown) && !isOfModule(thrown)) throw thrown;
    if (found.length === 0) found.push(thrown.message);
  }
  return found;
}
