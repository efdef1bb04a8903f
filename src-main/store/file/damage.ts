import type { Database as Connection } from 'better-sqlite3';
import { isCorrupt } from '../database/sqlite-errors.ts';
import { holdsTruth } from './schema-shape.ts';

export interface Damage {
  /** What is damaged that cannot be made anew; null: nothing. */
  readonly truth: string | null;
  /** What is damaged and can be made anew from the rest. */
  readonly derived: readonly string[];
}

/** Faults of an index over a table whose rows are whole. */
const ofIndex = /missing from index|wrong # of entries in index|non-unique entry in index/;

/**
 * @param depth structure: everything but what only a comparison of each index with its table finds. all: that too.
 * truth: the structure of the tables that cannot be made anew.
 */
export function damageIn(connection: Connection, depth: 'structure' | 'all' | 'truth'): Damage {
  if (depth === 'truth') return { truth: damagedTruth(connection, 'quick_check'), derived: [] };
  const check = depth === 'all' ? 'integrity_check' : 'quick_check';
  const found = messagesOf(connection, check, '20');
  if (found.length === 0) return { truth: null, derived: damagedVectors(connection) };
  return { truth: damagedTruth(connection, 'integrity_check'), derived: found };
}

function damagedTruth(connection: Connection, check: string): string | null {
  const parts = connection
    .prepare<[], { type: string; name: string; rootpage: number }>(
      `SELECT type, name, rootpage FROM sqlite_schema WHERE type IN ('table', 'index') AND rootpage > 0`,
    )
    .all();
  const indexes = new Set(parts.flatMap(({ type, rootpage }) => (type === 'index' ? [rootpage] : [])));
  const tables = parts.filter(({ type, name }) => type === 'table' && holdsTruth(name));
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

/** SQLite cannot check what an extension keeps in its tables; that they can be read is as much as can be seen. */
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

/**
 * What a check tells, a line each. All trees are looked at before any row is, so what a check told before it failed holds for
 * the structure of all of them.
 */
function messagesOf(connection: Connection, check: string, of: string): string[] {
  const found: string[] = [];
  try {
    for (const told of connection.prepare<[], string>(`PRAGMA ${check}(${of})`).pluck().iterate())
      if (told !== 'ok') found.push(...told.split('\n').filter((line) => !line.startsWith('***')));
  } catch (thrown) {
    if (!isCorrupt(thrown)) throw thrown;
    if (found.length === 0) found.push(thrown.message);
  }
  return found;
}
