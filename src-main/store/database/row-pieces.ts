import type { Database } from 'better-sqlite3';

/** A piece ends after so many rows, or so many bytes. */
const ROWS = 50;
const BYTES = 512 * 1024;

export interface TablePart {
  readonly table: string;
  /** What is read of it, in SQL. */
  readonly columns: string;
  /** Columns that tell its rows apart and in order; left out: rowid. */
  readonly key?: string;
}

/**
 * Reads a table a piece at a time, with `breathe` in between. `visit` is called with the key and the columns of each row; what it
 * answers false to is the last.
 */
export async function eachRow(
  database: Database,
  { table, columns, key = 'rowid' }: TablePart,
  visit: (row: readonly unknown[]) => boolean,
  breathe: () => Promise<void>,
): Promise<void> {
  const keys = key.split(',').length;
  let after: readonly unknown[] = [];
  while (database.open) {
    const from = after.length === 0 ? '' : `WHERE (${key}) > (${after.map(() => '?').join(', ')})`;
    const rows = database
      .prepare<unknown[], unknown[]>(
        `SELECT ${key}, ${columns} FROM ${table} ${from} ORDER BY ${key} LIMIT ${ROWS}`,
      )
      .raw();
    let [count, bytes] = [0, 0];
    for (const row of rows.iterate(...after)) {
      if (!visit(row)) return;
      after = row.slice(0, keys);
      count += 1;
      for (const value of row) if (typeof value === 'string' || Buffer.isBuffer(value)) bytes += value.length;
      if (bytes >= BYTES) break;
    }
    if (count < ROWS && bytes < BYTES) return;
    await breathe();
  }
}
