import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { databaseFile } from './connection.ts';
import { sidecarSuffixes, sizeOf } from './sidecar-files.ts';

/** Added to the name of a file until it is whole, checked and on disk. */
export const unfinished = '.unfinished';

/** What the name of an unfinished file, or of what SQLite keeps beside it, has more than the finished one's. */
export const UNFINISHED_ENDING = new RegExp(`\\${unfinished}(?:${sidecarSuffixes.join('|')})?$`);

/** Where a checked copy of a backup lies until it takes the database's place. */
export function restoringPath(dataDir: string): string {
  return join(dataDir, `${databaseFile}.restoring`);
}

/** Where copies are looked at that must not be touched themselves. */
export function checkFolder(dataDir: string): string {
  return join(dataDir, `${databaseFile}.examined`);
}

const unfinishedName = new RegExp(
  `^(?:tutee[a-z0-9.-]*\\${unfinished}|${databaseFile}\\.(?:restoring|rebuilding))(?:${sidecarSuffixes.join('|')})?$|^${databaseFile}\\.examined$`,
  'i',
);

/**
 * True for the name of a file or folder, in the data folder or in backups/, that holds a copy which was never finished: it
 * counts for nothing, and is removed at the start.
 */
export function isUnfinished(name: string): boolean {
  return unfinishedName.test(name);
}

/** Removes what a killed process left half made. To be called by the one process that holds the folder's lock. */
export function removeUnfinished(dataDir: string): void {
  const backups = join(dataDir, 'backups');
  for (const folder of [dataDir, backups])
    for (const name of namesIn(folder))
      if (isUnfinished(name) || isEmptySidecar(folder, name))
        rmSync(join(folder, name), { recursive: true, force: true });
}

/** A reader of a backup that was killed leaves these, which hold nothing. */
function isEmptySidecar(folder: string, name: string): boolean {
  if (!/^tutee-.*\.db-(?:wal|shm)$/i.test(name)) return false;
  return sizeOf(join(folder, name.replace(/-(?:wal|shm)$/, '-wal'))) === 0;
}

/**
 * A restore that was killed half way can leave the database two names, of which one is a backup's: what is written to
 * the one would change the other.
 */
export function removeStrayHardLink(path: string, dataDir: string): void {
  const database = statSync(path, { throwIfNoEntry: false });
  if (database === undefined || database.nlink < 2) return;
  const folder = join(dataDir, 'backups');
  for (const name of namesIn(folder).filter((each) => /^tutee-before-(?:restore|repair)-/.test(each)))
    if (statSync(join(folder, name)).ino === database.ino) rmSync(join(folder, name));
}

export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
