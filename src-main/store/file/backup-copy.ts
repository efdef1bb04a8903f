import type { Database } from 'better-sqlite3';
import { join } from 'node:path';
import { stamp } from './second-name.ts';
import { namesIn, UNFINISHED_ENDING } from './unfinished-files.ts';
import { writeCopy } from './write-copy.ts';

/** Names of the copies in a folder, one that is being made right now among them, by the name that it will have. */
export function copiesIn(folder: string): string[] {
  const names = namesIn(folder).map((name) => name.replace(UNFINISHED_ENDING, ''));
  return [...new Set(names)].sort();
}

/**
 * Copies the database as it is now into `<dataDir>/backups/`, before it is migrated.
 * @returns the path of the copy.
 */
export function backupCopy(database: Database, dataDir: string, nextMigration: number, at: number): string {
  const number = String(nextMigration).padStart(3, '0');
  const path = join(dataDir, 'backups', `tutee-before-m${number}-${stamp(at)}.db`);
  writeCopy(database, path, () => undefined);
  return path;
}
