import type { Database } from 'better-sqlite3';

/** A batch ends after this many rows or this many bytes (UTF-16 units of text), whichever comes first. */
const BATCH_ROWS = 50;
const BATCH_BYTES = 512 * 1024;

/** What is read of a table. */
export interface TableRead {
  readonly table: string;
  /** The columns, in SQL. */
  readonly columns: string;
  /** A unique key of the rows, in SQL, which also orders them; default: rowid. */
  readonly key?: string;
}

/**
 * Reads a table in batches and awaits `yieldToEventLoop` after each. Stops when the database is closed.
 * @param visit called with the key and the columns of each row; false stops the reading.
 */
export async function eachRow(
  database: Database,
  { table, columns, key = 'rowid' }: TableRead,
  visit: (row: readonly unknown[]) => boolean,
  yieldToEventLoop: () => Promise<void>,
): Promise<void> {
  const keys = key.split(',').length;
  let after: readonly unknown[] = [];
  while (database.open) {
    const from = after.length === 0 ? '' : `WHERE (${key}) > (${after.map(() => '?').join(', ')})`;
    const rows = database
      .prepare<unknown[], unknown[]>(
        `SELECT ${key}, ${columns} FROM ${table} ${from} ORDER BY ${key} LIMIT ${BATCH_ROWS}`,
      )
      .raw();
    let [count, bytes] = [0, 0];
    for (const row of rows.iterate(...after)) {
      if (!visit(row)) return;
      after = row.slice(0, keys);
      count += 1;
      for (const value of row) if (typeof value === 'string' || Buffer.isBuffer(value)) bytes += value.length;
      if (bytes >= BATCH_BYTES) break;
    }
    if (count < BATCH_ROWS && bytes < BATCH_BYTES) return;
    await yieldToEventLoop();
  }
}
