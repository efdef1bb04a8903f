import type { Database } from 'better-sqlite3';
import { closeSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { asDiskFailure } from '../../disk/disk-full.ts';
import { syncFile, syncFolder } from '../../disk/sync.ts';
import { sidecarSuffixes, sizeOf } from './sidecar-files.ts';
import { unfinished } from './unfinished-files.ts';

/**
 * Copies a database into one file, readable only by this user. The copy gets its final name only when it is complete,
 * checked and synced, so a file of that name is always good. Throws `disk_full`; leaves nothing half-written behind.
 */
export function writeCopy(database: Database, path: string, check: (path: string) => unknown): void {
  const unfinishedPath = path + unfinished;
  const needed = sizeOf(database.name);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    removeDatabaseFiles(unfinishedPath);
    // VACUUM INTO accepts an empty file, which has the right mode; it would create one that other users can read.
    closeSync(openSync(unfinishedPath, 'wx', 0o600));
    database.prepare('VACUUM INTO ?').run(unfinishedPath);
    check(unfinishedPath);
    syncFile(unfinishedPath);
    renameSync(unfinishedPath, path);
    syncFolder(dirname(path));
  } catch (thrown) {
    removeDatabaseFiles(unfinishedPath);
    throw asDiskFailure(thrown, path, needed);
  }
}

/** Removes a database file and its sidecar files. */
export function removeDatabaseFiles(path: string): void {
  for (const suffix of ['', ...sidecarSuffixes]) rmSync(path + suffix, { force: true });
}
