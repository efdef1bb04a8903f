import type { Database } from 'better-sqlite3';
import { join } from 'node:path';
import { stamp } from './file/second-name.ts';
import { writeCopy } from './file/write-copy.ts';

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
