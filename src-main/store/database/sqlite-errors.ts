import Database from 'better-sqlite3';
import { TuteeError } from '#shared/errors.ts';
import { asDiskFailure } from '../../disk/disk-full.ts';

/** SQLite's primary result codes that a user can act on; extended codes start with these. */
const readings: readonly [prefix: string, error: (file: string, extras: Extras) => TuteeError][] = [
  ['SQLITE_CORRUPT', damaged],
  ['SQLITE_NOTADB', damaged],
  ['SQLITE_READONLY', unusable],
  ['SQLITE_CANTOPEN', unusable],
  ['SQLITE_PERM', unusable],
  ['SQLITE_IOERR', unusable],
  [
    'SQLITE_BUSY',
    (file, extras) =>
      new TuteeError('busy', `Another program is using ${file}. Close it and try again.`, extras),
  ],
  [
    'SQLITE_LOCKED',
    (file, extras) =>
      new TuteeError('busy', `Another program is using ${file}. Close it and try again.`, extras),
  ],
];

interface Extras {
  readonly detail: string;
  readonly cause: unknown;
}

function damaged(file: string, extras: Extras): TuteeError {
  return databaseDamaged(file, extras);
}

function unusable(file: string, extras: Extras): TuteeError {
  return new TuteeError(
    'folder_unusable',
    `Tutee cannot read and write ${file}. Check the folder's permissions and its disk, or choose another data folder.`,
    extras,
  );
}

/** The error for a damaged file, or one that is no Tutee database. The file itself is never touched. */
export function databaseDamaged(
  file: string,
  extras: { readonly detail: string; readonly cause?: unknown },
): TuteeError {
  return new TuteeError(
    'database_damaged',
    `The file ${file} is damaged or is not a Tutee database. Tutee left it as it is: move it away to start anew, or put a copy from the backups folder in its place.`,
    extras,
  );
}

/** The error for another program's database under Tutee's file name. The file is not changed. */
export function foreignDatabase(file: string, detail: string): TuteeError {
  return new TuteeError(
    'database_damaged',
    `The file ${file} is the database of another program. Tutee left it as it is: move it away to start anew, put a copy from the backups folder in its place, or choose another data folder with --data-dir.`,
    { detail: `${foreignDetail}: ${detail}` },
  );
}

/** True for SQLite's own corruption errors. */
export function isCorrupt(thrown: unknown): thrown is Error {
  return thrown instanceof Database.SqliteError && thrown.code.startsWith('SQLITE_CORRUPT');
}

/** True for a corruption error, raw or already converted. */
export function isDamage(thrown: unknown): boolean {
  return isCorrupt(thrown) || (thrown instanceof TuteeError && thrown.code === 'database_damaged');
}

export function isBusy(thrown: unknown): boolean {
  return thrown instanceof Database.SqliteError && thrown.code.startsWith('SQLITE_BUSY');
}

const foreignDetail = 'of another program';

export function isForeign(thrown: unknown): boolean {
  return thrown instanceof TuteeError && thrown.detail?.startsWith(foreignDetail) === true;
}

/** The error for a folder, a pipe or a dangling link in the place of the database. */
export function notAFile(path: string): TuteeError {
  return new TuteeError(
    'folder_unusable',
    `${path} is not a file, so Tutee cannot keep its data there. Move it away, or choose another data folder.`,
  );
}

/** The error for an empty file when backups exist: the user chooses between restoring and starting empty. */
export function databaseEmpty(file: string, bytes: number): TuteeError {
  return new TuteeError(
    'database_empty',
    `The file ${file} is empty, but there are backups of it. Restore the newest backup, or begin with an empty database.`,
    { detail: `${bytes} bytes` },
  );
}

/**
 * Converts SQLite's errors into TuteeErrors that a user can act on. Returns anything else unchanged: it is a bug in
 * Tutee and becomes `internal` at the contract's boundary.
 * @param file the database's path, for the message.
 */
export function storeFailure(thrown: unknown, file: string): unknown {
  const failure = asDiskFailure(thrown, file);
  if (!(failure instanceof Database.SqliteError)) return failure;
  const extras: Extras = { detail: `${failure.code}: ${failure.message}`, cause: failure };
  for (const [prefix, error] of readings) if (failure.code.startsWith(prefix)) return error(file, extras);
  return failure;
}
