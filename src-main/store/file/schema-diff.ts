import type { Database as Connection } from 'better-sqlite3';
import { openEmptyDatabase } from './empty-database.ts';

export interface SchemaObject {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}

export interface SchemaDifference {
  readonly type: string;
  readonly name: string;
  readonly is: 'missing' | 'changed' | 'extra';
}

/**
 * The statements that create vector tables, each form since the schema version in `since`; names and dimensions depend
 * on the embedders used.
 */
const vectorTables: readonly { readonly since: number; readonly sql: RegExp }[] = [
  { since: 23, sql: vectorTable('scope TEXT PARTITION KEY, bits') },
  { since: 6, sql: vectorTable('scope TEXT PARTITION KEY, coarse') },
  { since: 0, sql: vectorTable('coarse') },
];

function vectorTable(columns: string): RegExp {
  return new RegExp(
    String.raw`^CREATE VIRTUAL TABLE vectors_\d{1,9} USING vec0\(${columns} bit\[\d{1,6}\]\)$`,
  );
}

/**
 * Compares a file's schema with what the migrations create, to the letter: a changed trigger, view or index of an
 * expected name would act on later writes.
 */
export function schemaDifferences(connection: Connection, version: number): SchemaDifference[] {
  const found = schemaObjects(connection);
  const ofVectors = vectorTables.find(({ since }) => version >= since)?.sql;
  const wanted = expectedObjects(
    version,
    found.flatMap(({ sql }) => (ofVectors?.test(sql) === true ? [sql] : [])),
  );
  const differences: SchemaDifference[] = [];
  const seen = new Set<string>();
  for (const { type, name, sql } of found) {
    const key = `${type} ${name}`;
    const expected = wanted.get(key);
    if (expected === undefined || seen.has(key)) differences.push({ type, name, is: 'extra' });
    else if (expected.sql !== sql) differences.push({ type, name, is: 'changed' });
    seen.add(key);
  }
  for (const [key, { type, name }] of wanted)
    if (!seen.has(key)) differences.push({ type, name, is: 'missing' });
  return differences;
}

/** By version and vector tables. */
const expectedBefore = new Map<string, ReadonlyMap<string, SchemaObject>>();

/** The schema objects that the migrations create up to a version, plus these vector tables. */
function expectedObjects(version: number, vectors: readonly string[]): ReadonlyMap<string, SchemaObject> {
  const key = [version, ...vectors].join('\n');
  const known = expectedBefore.get(key);
  if (known !== undefined) return known;
  const expected = openEmptyDatabase(version);
  try {
    for (const sql of vectors) expected.exec(sql);
    const objects = new Map(schemaObjects(expected).map((part) => [`${part.type} ${part.name}`, part]));
    expectedBefore.set(key, objects);
    return objects;
  } finally {
    expected.close();
  }
}

export function schemaObjects(connection: Connection): SchemaObject[] {
  const rows = connection
    .prepare<[], SchemaObject>(`SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL`)
    .all();
  return rows
    .filter(({ name }) => !name.startsWith('sqlite_'))
    .map(({ type, name, sql }) => ({ type, name, sql: sql.replaceAll(/\s+/g, ' ').trim() }));
}

/** False for derived tables (full-text index and vectors), which can be rebuilt from the others. */
export function isSourceTable(table: string): boolean {
  return !/^(?:sqlite_stat|memory_words|unit_vectors|vectors_\d)/.test(table);
}
