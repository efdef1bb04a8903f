import {
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { TuteeError } from '#shared/errors.ts';
import { databaseFile, restoringPath } from './open-database.ts';

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
  const log = `${current}-wal`;
  if (existsSync(log) && statSync(log).size > 0) {
    throw new TuteeError('busy', 'Another program is using the database. Close it and restore again.');
  }
  mkdirSync(join(dataDir, 'backups'), { recursive: true, mode: 0o700 });
  secondName(current, aside);
  for (const side of ['-wal', '-shm']) rmSync(current + side, { force: true });
  renameSync(restoringPath(dataDir), current);
  return {
    setAside: name,
    undo() {
      for (const side of ['-wal', '-shm']) rmSync(current + side, { force: true });
      renameSync(aside, current);
    },
  };
}

/** Not every file system can give a file a second name; a copy does as well. */
function secondName(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
  }
}
