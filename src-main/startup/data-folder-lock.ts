import { join } from 'node:path';
import Database from 'better-sqlite3';
import { TuteeError } from '#shared/errors.ts';

/** Held while a process uses a data folder. */
export interface DataFolderLock {
  /** Idempotent. */
  release(): void;
}

export const lockFileName = 'lock.db';

/**
 * Takes the folder for this process or throws `already_running`. The lock is SQLite's own on an otherwise empty file:
 * the system drops it when the process ends, however it ends, so there is never a stale one to clean up.
 * Nothing else may open that file: on POSIX systems closing any handle to it would drop the lock.
 */
export function lockDataFolder(dataDir: string): DataFolderLock {
  const database = open(dataDir);
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    throw isBusy(error) ? alreadyRunning(dataDir) : unusable(dataDir, error);
  }
  return { release: () => void database.close() };
}

function open(dataDir: string): Database.Database {
  try {
    return new Database(join(dataDir, lockFileName), { timeout: 0 });
  } catch (error) {
    throw isBusy(error) ? alreadyRunning(dataDir) : unusable(dataDir, error);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

function alreadyRunning(dataDir: string): TuteeError {
  return new TuteeError(
    'already_running',
    `Tutee is already running with the data folder ${dataDir}. ` +
      'Use the one that runs, quit it first, or give this one another folder with --data-dir.',
  );
}

function unusable(dataDir: string, cause: unknown): TuteeError {
  return new TuteeError(
    'folder_unusable',
    `Tutee cannot use the data folder ${dataDir}. Choose another with --data-dir.`,
    {
      detail: cause instanceof Error ? cause.message : String(cause),
      cause,
    },
  );
}
