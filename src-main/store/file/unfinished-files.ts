import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { databaseFile } from './connection.ts';
import { sidecarSuffixes, sizeOf } from './sidecar-files.ts';

/** Suffix of a file until it is complete, checked and synced to disk. */
export const unfinished = '.unfinished';

/** The suffix of an unfinished file or of one of its sidecar files. */
export const UNFINISHED_ENDING = new RegExp(`\\${unfinished}(?:${sidecarSuffixes.join('|')})?$`);

/** Where the checked copy of a backup waits to replace the database. */
export function restoringPath(dataDir: string): string {
  return join(dataDir, `${databaseFile}.restoring`);
}

/** Where copies of files that must not be touched are checked. */
export function checkFolder(dataDir: string): string {
  return join(dataDir, `${databaseFile}.examined`);
}

const unfinishedName = new RegExp(
  `^(?:tutee[a-z0-9.-]*\\${unfinished}|${databaseFile}\\.(?:restoring|rebuilding))(?:${sidecarSuffixes.join('|')})?$|^${databaseFile}\\.examined$`,
  'i',
);

/** True for the name of a temporary file or folder, in the data folder or in backups/, which is removed at startup. */
export function isUnfinished(name: string): boolean {
  return unfinishedName.test(name);
}

/** Removes temporary files that a killed process left. Only the process that holds the folder's lock may call it. */
export function removeUnfinished(dataDir: string): void {
  const backups = join(dataDir, 'backups');
  for (const folder of [dataDir, backups])
    for (const name of namesIn(folder))
      if (isUnfinished(name) || isEmptySidecar(folder, name))
        rmSync(join(folder, name), { recursive: true, force: true });
}

/** A killed reader of a backup leaves empty sidecar files. */
function isEmptySidecar(folder: string, name: string): boolean {
  if (!/^tutee-.*\.db-(?:wal|shm)$/i.test(name)) return false;
  return sizeOf(join(folder, name.replace(/-(?:wal|shm)$/, '-wal'))) === 0;
}

/**
 * An interrupted restore can leave two hard links to the database, one of them a backup's name: writes to the database
 * would change the backup. Removes that name.
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
