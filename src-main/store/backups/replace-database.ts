import Database from 'better-sqlite3';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TuteeError } from '#shared/errors.ts';
import { syncFolder } from '../../disk/sync.ts';
import { databaseFile } from '../file/connection.ts';
import { giveSecondName } from '../file/second-name.ts';
import { filledSides, sideNames, sizeOf, smallestDatabase } from '../file/side-files.ts';
import { restoringPath } from '../file/unfinished-files.ts';
import { isBusy } from '../database/sqlite-errors.ts';

export interface ReplacedDatabase {
  /** Name of the backup that the earlier database is now. */
  readonly setAside: string;
  /** Puts the earlier database back. */
  undo(): void;
}

/**
 * Puts the prepared copy in the place of the database, which must be closed. There is a whole database under its name at
 * every moment: the earlier one gets a second name first, then the copy replaces it in one step.
 */
export function replaceDatabase(dataDir: string, name: string): ReplacedDatabase {
  const current = join(dataDir, databaseFile);
  const aside = join(dataDir, 'backups', name);
  if (filledSides(current).length > 0) throw inUse();
  mkdirSync(join(dataDir, 'backups'), { recursive: true, mode: 0o700 });
  // What is smaller is no database, and no backup of one.
  const isWorthKeeping = sizeOf(current) >= smallestDatabase;
  if (isWorthKeeping) {
    leaveLogMode(current);
    giveSecondName(current, aside);
  }
  for (const side of sideNames) rmSync(current + side, { force: true });
  renameSync(restoringPath(dataDir), current);
  syncFolder(join(dataDir, 'backups'));
  syncFolder(dataDir);
  return {
    setAside: name,
    undo() {
      for (const side of sideNames) rmSync(current + side, { force: true });
      if (isWorthKeeping) renameSync(aside, current);
      else rmSync(current, { force: true });
    },
  };
}

/** A backup that is marked as having no log is never given one that lies about when it is put back by hand. */
function leaveLogMode(path: string): void {
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
