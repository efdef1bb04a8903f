import type { Database as Connection } from 'better-sqlite3';
import { getLoadablePath } from 'sqlite-vec';
import { unpackedPath } from '../database/unpacked-path.ts';

export const databaseFile = 'tutee.db';

/** Settings of every connection that writes, to the file or to an in-memory database. */
export function prepareConnection(connection: Connection): void {
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('secure_delete = ON');
  loadVectors(connection);
}

/** Loads sqlite-vec, without which vector tables can be neither read nor checked. */
export function loadVectors(connection: Connection): void {
  connection.loadExtension(unpackedPath(getLoadablePath()));
}
