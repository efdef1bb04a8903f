import { join } from 'node:path';
import { databaseFile } from './connection.ts';
import { checkDatabase } from './check-database.ts';
import { allMigrations } from '../migrations/all-migrations.ts';

/**
 * Whether a running app's database has damage that a restart can repair, because only derived data is affected. Reads
 * only; takes about a second per 100 MB.
 */
export function isRepairable(dataDir: string): boolean {
  try {
    return checkDatabase(join(dataDir, databaseFile), allMigrations.length, 'all').repairs.length > 0;
  } catch {
    return false;
  }
}
