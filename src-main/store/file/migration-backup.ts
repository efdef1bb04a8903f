import type { Database } from 'better-sqlite3';
import { join } from 'node:path';
import { fileTimestamp } from '../../disk/file-timestamp.ts';
import { namesIn, UNFINISHED_ENDING } from './unfinished-files.ts';
import { writeCopy } from './write-copy.ts';

/** Names of the backups in a folder, including one that is being written, under its final name. */
export function backupNames(folder: string): string[] {
  const names = namesIn(folder).map((name) => name.replace(UNFINISHED_ENDING, ''));
  return [...new Set(names)].sort();
}

/**
 * Backs up the database into `<dataDir>/backups/` before a migration. Throws `disk_full`.
 * @returns the path of the backup.
 */
export function backUpBeforeMigration(
  database: Database,
  dataDir: string,
  nextMigration: number,
  at: number,
): string {
  const number = String(nextMigration).padStart(3, '0');
  const path = join(dataDir, 'backups', `tutee-before-m${number}-${fileTimestamp(at)}.db`);
  writeCopy(database, path, () => undefined);
  return path;
}
