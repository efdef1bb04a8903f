/** A copy of the whole database as one file: written while the app goes on, checked before it counts, checked again before it is restored. */
import Database from 'better-sqlite3';
import type { Database as Connection } from 'better-sqlite3';
import { chmodSync, copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TuteeError } from '#shared/errors.ts';
import { asDiskFailure } from '../../disk/disk-full.ts';
import { syncFile } from '../../disk/sync.ts';
import { databaseFile, loadVectors } from '../file/connection.ts';
import { busyTimeout, examineDatabase } from '../file/examine-database.ts';
import { isOfAnother } from '../file/log-pairing.ts';
import { filledSides, sizeOf } from '../file/side-files.ts';
import { examinedFolder } from '../file/unfinished-files.ts';
import { removeWithSides, writeCopy } from '../file/write-copy.ts';
import { allMigrations } from '../migrations/all-migrations.ts';
import { joinDatabase } from '../file/open-database.ts';
import { isForeign } from '../database/sqlite-errors.ts';

export interface BackupSummary {
  readonly conversations: number;
  readonly memories: number;
  /** Of the newest message or memory, in ms since 1970 UTC; null: there is none. */
  readonly newest: number | null;
  readonly bytes: number;
}

/** Writes a backup of the database of a running app. */
export function writeBackup(dataDir: string, path: string): void {
  const database = joinDatabase(dataDir);
  try {
    writeCopy(database, path, checkFile);
  } finally {
    database.close();
  }
}

/**
 * Copies a backup to `to`, where it can take the database's place. Only the copy is looked at, so nothing can change
 * between the check and the use. Throws `invalid_input` with the reason when it is no backup that can be restored.
 */
export function prepareRestore(from: string, to: string): BackupSummary {
  removeWithSides(to);
  try {
    copyWithLogs(from, to);
    const summary = checkFile(to);
    syncFile(to);
    return summary;
  } catch (thrown) {
    removeWithSides(to);
    throw asDiskFailure(thrown, to, sizeOf(from));
  }
}

/** What a backup holds. Throws `invalid_input` that says why it cannot be restored. Nothing beside it is touched. */
export function checkBackup(path: string, dataDir: string): BackupSummary {
  if (filledSides(path).length === 0) return checkFile(path);
  const folder = examinedFolder(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    return prepareRestore(path, join(folder, databaseFile));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A database that somebody copied into the folder of backups may have brought its log, which is a part of it. */
function copyWithLogs(from: string, to: string): void {
  const logs = filledSides(from).filter((side) => !isOfAnother(from, side));
  for (const side of ['', ...logs]) {
    copyFileSync(from + side, to + side);
    chmodSync(to + side, 0o600);
  }
  if (logs.length === 0) return;
  const connection = new Database(to, { timeout: busyTimeout });
  try {
    loadVectors(connection);
    connection.pragma('journal_mode = DELETE');
  } catch (thrown) {
    throw reworded(thrown);
  } finally {
    connection.close();
  }
}

function checkFile(path: string): BackupSummary {
  try {
    if (sizeOf(path) === 0) throw refused('It is empty.');
    const { version, strange } = examineDatabase(path, allMigrations.length, 'structure');
    if (version === 0) throw refused('It is a database of another program.');
    // A trigger or view that is not ours would act on what the user does later.
    if (strange[0] !== undefined) throw refused(`It was changed by another program: ${strange[0]}.`);
    return summaryOf(path);
  } catch (thrown) {
    throw reworded(thrown);
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

function reworded(thrown: unknown): unknown {
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
