import type { Database } from 'better-sqlite3';

/**
 * Reads SQLite's data version, which changes when another connection writes to the file. The statement is prepared
 * once: a recall reads it several times, and preparing takes ten times as long as running it.
 */
export function dataVersionOf(database: Database): () => number | undefined {
  const statement = database.prepare<[], number>('PRAGMA data_version').pluck();
  return () => statement.get();
}
