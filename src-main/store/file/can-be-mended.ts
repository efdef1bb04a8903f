import { join } from 'node:path';
import { databaseFile } from './connection.ts';
import { examineDatabase } from './examine-database.ts';
import { allMigrations } from '../migrations/all-migrations.ts';

/** Whether a running app's database is damaged in nothing but what can be made anew. Reads only; takes a second a 100 MB. */
export function canBeMended(dataDir: string): boolean {
  try {
    return examineDatabase(join(dataDir, databaseFile), allMigrations.length, 'all').repairs.length > 0;
  } catch {
    return false;
  }
}
