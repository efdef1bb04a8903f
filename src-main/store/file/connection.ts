import type { Database as Connection } from 'better-sqlite3';
import { getLoadablePath } from 'sqlite-vec';
import { unpackedPath } from '../database/unpacked-path.ts';

export const databaseFile = 'tutee.db';

/** What every connection that writes needs, be it to the file or to a database in memory. */
export function prepareConnection(connection: Connection): void {
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('secure_delete = ON');
  loadVectors(connection);
}

/** Without it the tables of vectors can be neither read nor checked. */
export function loadVectors(connection: Connection): void {
  connection.loadExtension(unpackedPath(getLoadablePath()));
}
