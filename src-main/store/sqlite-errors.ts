import Database from 'better-sqlite3';
import { TuteeError } from '#shared/errors.ts';

/** SQLite's primary result codes that a person can do something about; extended codes begin with these. */
const readings: readonly [prefix: string, error: (file: string, extras: Extras) => TuteeError][] = [
  [
    'SQLITE_FULL',
    (file, extras) =>
      new TuteeError(
        'disk_full',
        `There is no room left on the disk that holds ${file}. Free some space and try again; nothing was changed.`,
        extras,
      ),
  ],
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

/**
 * What SQLite threw, as the TuteeError a person can act on. Anything else is answered unchanged: it is a fault in
 * Tutee, and becomes `internal` where it crosses the contract.
 * @param file names the database in the message.
 */
export function storeFailure(thrown: unknown, file: string): unknown {
  if (!(thrown instanceof Database.SqliteError)) return thrown;
  const extras: Extras = { detail: `${thrown.code}: ${thrown.message}`, cause: thrown };
  for (const [prefix, error] of readings) if (thrown.code.startsWith(prefix)) return error(file, extras);
  return thrown;
}
