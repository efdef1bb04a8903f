import Database from 'better-sqlite3';
import type { Database as Connection } from 'better-sqlite3';
import { migrate } from '../database/migrate.ts';
import { allMigrations } from '../migrations/all-migrations.ts';
import { loadVectors } from './connection.ts';

/** By schema version: the bytes of an empty database of it, about 1 MB each. */
const images = new Map<number, Buffer>();

/**
 * An empty in-memory database with the schema of `version`; default: the newest. Each start needs two, one to compare the
 * file's schema with and one for temporary conversations; the migrations, some 40 ms, run for the first alone.
 */
export function openEmptyDatabase(version = allMigrations.length): Connection {
  const image = images.get(version);
  const database = new Database(image ?? ':memory:');
  loadVectors(database);
  if (image === undefined) {
    migrate(database, allMigrations.slice(0, version), { appVersion: 'memory', at: 0 });
    images.set(version, database.serialize());
  }
  return database;
}
