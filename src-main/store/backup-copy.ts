import type { Database } from 'better-sqlite3';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';

/** Ends the name of a copy until it is whole; what SQLite keeps beside it may follow. */
const UNFINISHED = /\.unfinished(?:-journal|-wal|-shm)?$/;

/** At the start: copies that a killed process did not finish. They hold all that the database held, and nobody knows of them. */
export function removeUnfinishedCopies(dataDir: string): void {
  const folder = join(dataDir, 'backups');
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder))
    if (UNFINISHED.test(name)) rmSync(join(folder, name), { force: true });
}

/** Names of the copies in a folder, one that is being made right now among them, by the name that it will have. */
export function copiesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).map((name) => name.replace(UNFINISHED, ''));
  return [...new Set(names)].sort();
}

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
