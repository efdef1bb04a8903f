import Database from 'better-sqlite3';
import { TuteeError } from '#shared/errors.ts';
import { asDiskFailure } from '../../disk/disk-full.ts';

/** SQLite's primary result codes that a person can do something about; extended codes begin with these. */
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

/** The failure for a file that is not a whole Tutee database. The file itself is never touched. */
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

/** The failure for another program's database under Tutee's name. Not a byte of it is changed. */
export function foreignDatabase(file: string, detail: string): TuteeError {
  return new TuteeError(
    'database_damaged',
    `The file ${file} is the database of another program. Tutee left it as it is: move it away to start anew, put a copy from the backups folder in its place, or choose another data folder with --data-dir.`,
    { detail: `${foreignDetail}: ${detail}` },
  );
}

/** True when SQLite found something damaged while it worked. */
export function isCorrupt(thrown: unknown): thrown is Error {
  return thrown instanceof Database.SqliteError && thrown.code.startsWith('SQLITE_CORRUPT');
}

/** The same, or what became of it on the way. */
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

/** The failure for a file that lost everything, while backups of it are there: the user is asked what to do. */
export function databaseEmpty(file: string, bytes: number): TuteeError {
  return new TuteeError(
    'database_empty',
    `The file ${file} is empty, but there are backups of it. Restore the newest backup, or begin with an empty database.`,
    { detail: `${bytes} bytes` },
  );
}

/**
 * What SQLite threw, as the TuteeError a person can act on. Anything else is answered unchanged: it is a fault in
 * Tutee, and becomes `internal` where it crosses the contract.
 * @param file names the database in the message.
 */
export function storeFailure(thrown: unknown, file: string): unknown {
  const failure = asDiskFailure(thrown, file);
  if (!(failure instanceof Database.SqliteError)) return failure;
  const extras: Extras = { detail: `${failure.code}: ${failure.message}`, cause: failure };
  for (const [prefix, error] of readings) if (failure.code.startsWith(prefix)) return error(file, extras);
  return failure;
}
