import type { Database } from 'better-sqlite3';
import { closeSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { asDiskFailure } from '../../disk/disk-full.ts';
import { syncFile, syncFolder } from '../../disk/sync.ts';
import { sidecarSuffixes, sizeOf } from './sidecar-files.ts';
import { unfinished } from './unfinished-files.ts';

/**
 * Copies a database as it is now into one file, readable by this user alone. The copy gets its name only when it is whole,
 * checked and on disk, so a file of that name is always good. Throws `disk_full`; nothing half-written stays.
 */
export function writeCopy(database: Database, path: string, check: (path: string) => unknown): void {
  const making = path + unfinished;
  const needed = sizeOf(database.name);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    removeDatabaseFiles(making);
    // An empty file of the right mode is what VACUUM INTO accepts; it would make one that others can read.
    closeSync(openSync(making, 'wx', 0o600));
    database.prepare('VACUUM INTO ?').run(making);
    check(making);
    syncFile(making);
    renameSync(making, path);
    syncFolder(dirname(path));
  } catch (thrown) {
    removeDatabaseFiles(making);
    throw asDiskFailure(thrown, path, needed);
  }
}

/** Removes a database with whatever lies beside it. */
export function removeDatabaseFiles(path: string): void {
  for (const side of ['', ...sidecarSuffixes]) rmSync(path + side, { force: true });
}
