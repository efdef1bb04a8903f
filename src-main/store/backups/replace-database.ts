import Database from 'better-sqlite3';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TuteeError } from '#shared/errors.ts';
import { syncFolder } from '../../disk/sync.ts';
import { databaseFile } from '../file/connection.ts';
import { linkOrCopy } from '../file/link-or-copy.ts';
import { nonEmptySidecars, sidecarSuffixes, sizeOf, minDatabaseSize } from '../file/sidecar-files.ts';
import { restoringPath } from '../file/unfinished-files.ts';
import { isBusy } from '../database/sqlite-errors.ts';

export interface ReplacedDatabase {
  /** File name, in backups/, of the previous database. */
  readonly setAside: string;
  /** Puts the previous database back. */
  undo(): void;
}

/**
 * Replaces the database, which must be closed, by the prepared copy. A complete database exists under the name at every
 * moment: the previous one is linked into backups/ first, then the copy is renamed over it. Throws `busy`.
 */
export function replaceDatabase(dataDir: string, name: string): ReplacedDatabase {
  const current = join(dataDir, databaseFile);
  const aside = join(dataDir, 'backups', name);
  if (nonEmptySidecars(current).length > 0) throw inUse();
  mkdirSync(join(dataDir, 'backups'), { recursive: true, mode: 0o700 });
  // A smaller file is not a database and not worth a backup.
  const isWorthKeeping = sizeOf(current) >= minDatabaseSize;
  if (isWorthKeeping) {
    leaveWalMode(current);
    linkOrCopy(current, aside);
  }
  for (const suffix of sidecarSuffixes) rmSync(current + suffix, { force: true });
  renameSync(restoringPath(dataDir), current);
  syncFolder(join(dataDir, 'backups'));
  syncFolder(dataDir);
  return {
    setAside: name,
    undo() {
      for (const suffix of sidecarSuffixes) rmSync(current + suffix, { force: true });
      if (isWorthKeeping) renameSync(aside, current);
      else rmSync(current, { force: true });
    },
  };
}

/** Leaves WAL mode: when a user restores this backup by hand, SQLite must not apply a stray WAL that lies beside it. */
function leaveWalMode(path: string): void {
  const database = new Database(path, { timeout: 0 });
  try {
    if (database.pragma('journal_mode = DELETE', { simple: true }) !== 'delete') throw inUse();
  } catch (thrown) {
    // A damaged database is kept as it is.
    if (thrown instanceof TuteeError || isBusy(thrown)) throw inUse();
  } finally {
    database.close();
  }
}

function inUse(): TuteeError {
  return new TuteeError('busy', 'Another program is using the database. Close it and restore again.');
}
