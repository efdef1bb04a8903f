import { closeSync, lstatSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { TuteeError } from '#shared/errors.ts';
import { asDiskFailure } from '../disk/disk-full.ts';
import { claimState, removeClaim, writeClaim } from './lock-claim.ts';

/** Held while a process uses a data folder. */
export interface DataFolderLock {
  /** Idempotent. */
  release(): void;
}

/** Tried in order: a name that another program holds or blocks must not prevent the start. */
export const lockFileNames = ['lock.db', 'lock-2.db', 'lock-3.db', 'lock-4.db'] as const;

/**
 * How often, and with what delay in ms, a busy lock without a known Tutee is retried. Some programs open every file for
 * a moment, and a Tutee that has just taken the lock writes its claim right after.
 */
const MAX_ATTEMPTS = 8;
const RETRY_DELAY_MS = 250;

/**
 * Locks the folder for this process, or throws `already_running`, `folder_unusable` or `disk_full`. The lock is
 * SQLite's own on an otherwise empty file: the system releases it when the process ends in any way, so it is never
 * stale. A claim beside it says who took it, so that another program that holds the file is not taken for Tutee.
 * Nothing else in this process may open these files: on POSIX systems, closing any handle to one would release the
 * lock.
 */
export function lockDataFolder(dataDir: string): DataFolderLock {
  const failures: string[] = [];
  for (const name of lockFileNames) {
    const path = join(dataDir, name);
    const taken = tryLock(path, dataDir);
    if (taken instanceof Database) return claim(path, taken, dataDir);
    failures.push(`${name}: ${taken instanceof Error ? taken.message : String(taken)}`);
    const failure = asDiskFailure(taken, path);
    if (failure !== taken) throw failure;
  }
  throw folderUnusable(dataDir, failures.join('; '));
}

/** Returns the lock, or the reason why it cannot be had. Throws `already_running` when a Tutee has it. */
function tryLock(path: string, dataDir: string): unknown {
  for (let attempt = 1; ; attempt += 1) {
    const taken = take(path);
    if (taken instanceof Database || !isBusy(taken)) return taken;
    if (claimState(claimOf(path)) !== 'no') throw alreadyRunning(dataDir);
    if (attempt === MAX_ATTEMPTS) return taken;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_DELAY_MS);
  }
}

function take(path: string): unknown {
  // Opening a pipe or device of that name could block forever.
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found !== undefined && !found.isFile()) return new Error('It is not a file.');
  let database: Database.Database | undefined;
  try {
    // Another user of the machine who could read the file could also lock it.
    if (found === undefined) closeSync(openSync(path, 'a', 0o600));
    database = new Database(path, { timeout: 0 });
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (thrown) {
    database?.close();
    return thrown;
  }
}

/**
 * Writes the claim, and then checks whether another Tutee holds one of the other locks. In this order, at least one of
 * two that take different locks at the same moment sees the other.
 */
function claim(path: string, database: Database.Database, dataDir: string): DataFolderLock {
  try {
    // Someone may have removed the file while a Tutee held it.
    if (claimState(claimOf(path)) === 'runs') throw alreadyRunning(dataDir);
    writeClaim(claimOf(path));
    for (const name of lockFileNames) {
      const other = join(dataDir, name);
      if (other !== path && claimState(claimOf(other)) !== 'no' && isHeld(other)) {
        removeClaim(claimOf(path));
        throw alreadyRunning(dataDir);
      }
    }
  } catch (thrown) {
    database.close();
    throw asDiskFailure(thrown, path);
  }
  return {
    release() {
      if (!database.open) return;
      removeClaim(claimOf(path));
      database.close();
    },
  };
}

function isHeld(path: string): boolean {
  const taken = take(path);
  if (taken instanceof Database) taken.close();
  return isBusy(taken);
}

function claimOf(path: string): string {
  return `${path}.json`;
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

function folderUnusable(dataDir: string, detail: string): TuteeError {
  return new TuteeError(
    'folder_unusable',
    `Tutee cannot use the data folder ${dataDir}: other programs hold or block the files ${lockFileNames.join(', ')} in it. ` +
      'Close them, check the permissions of the folder, or choose another with --data-dir.',
    { detail },
  );
}
