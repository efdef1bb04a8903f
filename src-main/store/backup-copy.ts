import type { Database } from 'better-sqlite3';
import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Copies the database as it is now into `<dataDir>/backups/`, readable by this user alone. The copy gets its name only
 * when it is whole and on disk, so a file of that name is always good.
 * @returns the path of the copy.
 */
export function backupCopy(database: Database, dataDir: string, nextMigration: number, at: number): string {
  const folder = join(dataDir, 'backups');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const number = String(nextMigration).padStart(3, '0');
  const time = new Date(at).toISOString().replaceAll(/[:.]/g, '-');
  const path = join(folder, `tutee-before-m${number}-${time}.db`);
  const unfinished = `${path}.unfinished`;
  rmSync(unfinished, { force: true });
  // An empty file of the right mode is what VACUUM INTO accepts; it would make one that others can read.
  closeSync(openSync(unfinished, 'wx', 0o600));
  database.prepare('VACUUM INTO ?').run(unfinished);
  chmodSync(unfinished, 0o600);
  const file = openSync(unfinished, 'r+');
  fsyncSync(file);
  closeSync(file);
  renameSync(unfinished, path);
  return path;
}
