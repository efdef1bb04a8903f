/**
 * Backups: copies of the whole database, one file each. Owns how a backup is written while the app runs, and which file
 * may be restored; every backup is checked when it is written and again before it is restored. Knows SQLite and files;
 * knows nothing of when backups are made or how they are listed.
 */
import Database from 'better-sqlite3';
import type { Database as Connection } from 'better-sqlite3';
import { chmodSync, copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TuteeError } from '#shared/errors.ts';
import { asDiskFailure } from '../../disk/disk-full.ts';
import { syncFile } from '../../disk/sync.ts';
import { packFiles } from '../attached/packed-files.ts';
import { databaseFile, loadVectors } from '../file/connection.ts';
import { busyTimeout, checkDatabase } from '../file/check-database.ts';
import { belongsToOtherDatabase } from '../file/sidecar-pairing.ts';
import { nonEmptySidecars, sizeOf } from '../file/sidecar-files.ts';
import { checkFolder } from '../file/unfinished-files.ts';
import { removeDatabaseFiles, writeCopy } from '../file/write-copy.ts';
import { allMigrations } from '../migrations/all-migrations.ts';
import { openSecondConnection } from '../file/open-database.ts';
import { isForeign } from '../database/sqlite-errors.ts';

export interface BackupSummary {
  readonly conversations: number;
  readonly memories: number;
  /** Creation time of the newest message or memory, in ms since 1970 UTC; null when there is none. */
  readonly newest: number | null;
  readonly bytes: number;
}

/** Writes a backup of a running app's database, with the attached files, to `path`. Throws `disk_full`. */
export function writeBackup(dataDir: string, path: string): void {
  const database = openSecondConnection(dataDir);
  try {
    writeCopy(database, path, (copy) => {
      packFiles(copy, dataDir);
      checkFile(copy);
    });
  } finally {
    database.close();
  }
}

/**
 * Copies a backup to `to`, where it can replace the database. Only the copy is checked, so nothing can change between
 * check and use. Throws `invalid_input` with the reason when the backup cannot be restored, `disk_full`.
 */
export function prepareRestore(from: string, to: string): BackupSummary {
  removeDatabaseFiles(to);
  try {
    copyWithLogs(from, to);
    const summary = checkFile(to);
    syncFile(to);
    return summary;
  } catch (thrown) {
    removeDatabaseFiles(to);
    throw asDiskFailure(thrown, to, sizeOf(from));
  }
}

/**
 * Summarises a backup without changing anything beside it. Throws `invalid_input` with the reason when it cannot be
 * restored.
 */
export function checkBackup(path: string, dataDir: string): BackupSummary {
  if (nonEmptySidecars(path).length === 0) return checkFile(path);
  const folder = checkFolder(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    return prepareRestore(path, join(folder, databaseFile));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A database that a user copied into the backups folder may come with its WAL or journal, which is part of it. */
function copyWithLogs(from: string, to: string): void {
  const suffixes = nonEmptySidecars(from).filter((suffix) => !belongsToOtherDatabase(from, suffix));
  for (const suffix of ['', ...suffixes]) {
    copyFileSync(from + suffix, to + suffix);
    chmodSync(to + suffix, 0o600);
  }
  if (suffixes.length === 0) return;
  const connection = new Database(to, { timeout: busyTimeout });
  try {
    loadVectors(connection);
    connection.pragma('journal_mode = DELETE');
  } catch (thrown) {
    throw asRestoreError(thrown);
  } finally {
    connection.close();
  }
}

function checkFile(path: string): BackupSummary {
  try {
    if (sizeOf(path) === 0) throw refused('It is empty.');
    const { version, tampered } = checkDatabase(path, allMigrations.length, 'structure');
    if (version === 0) throw refused('It is a database of another program.');
    // A foreign trigger or view would act on later writes.
    if (tampered[0] !== undefined) throw refused(`It was changed by another program: ${tampered[0]}.`);
    return summaryOf(path);
  } catch (thrown) {
    throw asRestoreError(thrown);
  }
}

function summaryOf(path: string): BackupSummary {
  const connection = new Database(path, { readonly: true, fileMustExist: true });
  try {
    return { ...counts(connection), bytes: sizeOf(path) };
  } finally {
    connection.close();
  }
}

function counts(connection: Connection): Omit<BackupSummary, 'bytes'> {
  const has = (table: string) =>
    connection.prepare(`SELECT 1 FROM sqlite_schema WHERE name = ?`).get(table) !== undefined;
  const one = (table: string, sql: string) =>
    has(table) ? (connection.prepare<[], number | null>(sql).pluck().get() ?? 0) : 0;
  const newest = Math.max(
    one('messages', 'SELECT max(created_at) FROM messages'),
    one('memories', 'SELECT max(created_at) FROM memories'),
  );
  return {
    conversations: one('conversations', 'SELECT count(*) FROM conversations'),
    memories: one(
      'memories',
      `SELECT count(*) FROM memories WHERE status IN ('active', 'paused', 'pending')`,
    ),
    newest: newest === 0 ? null : newest,
  };
}

function asRestoreError(thrown: unknown): unknown {
  const code = thrown instanceof TuteeError ? thrown.code : sqliteCode(thrown);
  const extras = { detail: String(thrown), cause: thrown };
  if (code === 'database_newer')
    return refused('It was made by a newer Tutee. Install the newest version to restore it.', extras);
  if (isForeign(thrown)) return refused('It is a database of another program.', extras);
  if (code === 'database_damaged' || code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_ERROR'))
    return refused('It is damaged.', extras);
  if (code.startsWith('SQLITE_NOTADB')) return refused('It is not a backup of Tutee.', extras);
  return thrown;
}

function sqliteCode(thrown: unknown): string {
  return thrown instanceof Database.SqliteError ? thrown.code : '';
}

function refused(why: string, extras: { detail?: string; cause?: unknown } = {}): TuteeError {
  return new TuteeError(
    'invalid_input',
    `This file was not restored, and nothing was changed. ${why}`,
    extras,
  );
}
