import type { Database } from 'better-sqlite3';
import type { Migration } from '../migrations/migration.ts';
import { transact } from './transact.ts';

/**
 * The schema version: the id of the last migration; 0 for an empty database. `PRAGMA user_version` is authoritative,
 * because it is in the file header and can be read before anything else is known about the file. The table `migrations`
 * is a log for people. Each migration writes both in its own transaction.
 */
export function schemaVersion(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}

/** Runs the missing migrations, each in its own transaction. */
export function migrate(
  database: Database,
  migrations: readonly Migration[],
  run: { appVersion: string; at: number },
): void {
  const from = schemaVersion(database);
  for (const migration of migrations.slice(from)) {
    transact(database, () => {
      if (migration.id === 1) database.exec(logTable);
      migration.up(database);
      database
        .prepare('INSERT INTO migrations (id, name, applied_at, app_version) VALUES (?, ?, ?, ?)')
        .run(migration.id, migration.name, run.at, run.appVersion);
      database.pragma(`user_version = ${migration.id}`);
    });
  }
}

const logTable = `
  CREATE TABLE migrations (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    applied_at INTEGER NOT NULL,
    app_version TEXT NOT NULL
  ) STRICT;
`;
