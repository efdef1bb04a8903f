/**
 * Opens the one database file of a data folder, and only when that is safe: a newer or damaged file is refused as it is,
 * an older one is copied before it is migrated. Knows SQLite and files; knows nothing of what the tables mean.
 */
import Database from 'better-sqlite3';
import type { Database as Connection } from 'better-sqlite3';
import { closeSync, existsSync, openSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { getLoadablePath } from 'sqlite-vec';
import { TuteeError } from '#shared/errors.ts';
import { backupCopy, removeUnfinishedCopies } from './backup-copy.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { allMigrations } from './migrations/all-migrations.ts';
import type { Migration } from './migrations/migration.ts';
import { databaseDamaged, storeFailure } from './sqlite-errors.ts';
import { unpackedPath } from './unpacked-path.ts';

export const databaseFile = 'tutee.db';

/** Where a checked copy of a backup lies until it takes the database's place. */
export function restoringPath(dataDir: string): string {
  return join(dataDir, `${databaseFile}.restoring`);
}

/** How long a statement waits for another connection, in ms, where nobody is held up by it: at the start, and in the worker. */
const busyTimeout = 5_000;
/**
 * The same on the main loop, which stands still meanwhile. The worker holds the lock for a few milliseconds; where another
 * program does for longer, whoever writes tries again with the loop free (shared/when-free.ts).
 */
const mainPatience = 250;

/** Pages of the log after which a commit brings it into the file itself. */
const mostLogPages = 32_000;
/** A log that was brought into the file is cut to so many bytes. */
const keptLogSize = 4 * 1024 * 1024;

/** Larger files (bytes) are checked in the tables that cannot be made anew only: about 2 ms a megabyte otherwise. */
const fullyCheckedSize = 256 * 1024 * 1024;

export interface OpenOptions {
  readonly dataDir: string;
  readonly appVersion: string;
  /** Milliseconds since 1970 UTC; names the backup and dates the log of migrations. */
  readonly now: () => number;
  /** All that this build knows, unless a test asks for fewer. */
  readonly migrations?: readonly Migration[];
}

/**
 * Opens `<dataDir>/tutee.db`, making it when it is not there, and brings it to the newest schema. The folder must exist.
 * Throws `database_newer`, `database_damaged`, `folder_unusable` or `disk_full`; the file is then as it was.
 */
export function openDatabase(options: OpenOptions): Connection {
  const path = join(options.dataDir, databaseFile);
  const migrations = options.migrations ?? allMigrations;
  let connection: Connection | undefined;
  try {
    // Left behind by a restore that did not come to its end: the database itself is whole.
    rmSync(restoringPath(options.dataDir), { force: true });
    removeUnfinishedCopies(options.dataDir);
    if (existsSync(path) && statSync(path).size > 0) checkReadable(path, migrations.length);
    else makePrivateFile(path);
    connection = new Database(path, { timeout: busyTimeout });
    prepareConnection(connection);
    // The log is brought into the file by another thread (log-upkeep.ts); this is for when that cannot run.
    connection.pragma(`wal_autocheckpoint = ${mostLogPages}`);
    connection.pragma(`journal_size_limit = ${keptLogSize}`);
    const version = schemaVersion(connection);
    if (version > 0 && version < migrations.length)
      backupCopy(connection, options.dataDir, version + 1, options.now());
    migrate(connection, migrations, { appVersion: options.appVersion, at: options.now() });
    connection.pragma(`busy_timeout = ${mainPatience}`);
    return connection;
  } catch (thrown) {
    connection?.close();
    throw openFailure(thrown, path);
  }
}

/**
 * A further connection to the database that the app has open, for work in another thread. Its commits need not be on disk
 * at once, since that work is begun anew or taken back if the machine stops.
 */
export function joinDatabase(dataDir: string): Connection {
  const path = join(dataDir, databaseFile);
  try {
    const connection = new Database(path, { timeout: busyTimeout, fileMustExist: true });
    prepareConnection(connection);
    connection.pragma('synchronous = NORMAL');
    return connection;
  } catch (thrown) {
    throw openFailure(thrown, path);
  }
}

/** A database of the same schema that lives as long as its connection, for temporary conversations and tests. */
export function openMemoryDatabase(migrations: readonly Migration[] = allMigrations): Connection {
  const connection = new Database(':memory:');
  prepareConnection(connection);
  migrate(connection, migrations, { appVersion: 'memory', at: 0 });
  return connection;
}

/** Brings the log of a running app's database into its file, as far as nobody reads what is older. */
export function checkpointLog(dataDir: string): void {
  const connection = joinDatabase(dataDir);
  try {
    connection.pragma('wal_checkpoint(PASSIVE)');
  } finally {
    connection.close();
  }
}

/** Writes a running app's database anew, so that nothing is in it but what is in its rows. Takes a second a 200 MB. */
export function rewriteDatabase(dataDir: string): void {
  const connection = joinDatabase(dataDir);
  try {
    connection.exec('VACUUM');
    connection.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    connection.close();
  }
}

function prepareConnection(connection: Connection): void {
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('secure_delete = ON');
  connection.loadExtension(unpackedPath(getLoadablePath()));
}

/** Reads only, so that a file which is then refused has not changed by a byte and has no new files beside it. */
export function checkReadable(path: string, newestKnown: number): void {
  const hadLog = existsSync(`${path}-wal`);
  const connection = new Database(path, { readonly: true, fileMustExist: true, timeout: busyTimeout });
  try {
    checkVersion(path, schemaVersion(connection), newestKnown);
    checkWhole(connection, path);
    connection.close();
  } catch (thrown) {
    connection.close();
    // A reader cannot tidy up its own side files, which hold nothing; those that were there before are the user's data.
    if (!hadLog) for (const side of ['-wal', '-shm']) rmSync(path + side, { force: true });
    throw thrown;
  }
}

function checkVersion(path: string, version: number, newestKnown: number): void {
  if (version <= newestKnown) return;
  throw new TuteeError(
    'database_newer',
    `The file ${path} was written by a newer Tutee. Install the newest version to open it; nothing in it was changed.`,
    { detail: `schema version ${version}, this version knows ${newestKnown}` },
  );
}

function checkWhole(connection: Connection, path: string): void {
  const tables = connection
    .prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'table'`)
    .pluck()
    .all();
  if (schemaVersion(connection) === 0 && tables.length > 0)
    throw databaseDamaged(path, { detail: 'tables of another program' });
  const large = statSync(path).size > fullyCheckedSize;
  const checks = large
    ? tables.filter(holdsTruth).map((name) => `quick_check('${name}')`)
    : ['quick_check(1)'];
  for (const check of checks) {
    const found = connection.pragma(check, { simple: true });
    if (found !== 'ok') throw databaseDamaged(path, { detail: String(found) });
  }
}

/** False for tables of indexes and vectors, which can be made anew from the others. */
function holdsTruth(table: string): boolean {
  return !/^(sqlite_|memory_words|unit_vectors|vectors_)/.test(table);
}

/** SQLite would make a file that other users of the machine can read. */
function makePrivateFile(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
}

function openFailure(thrown: unknown, path: string): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new TuteeError(
      'disk_full',
      `There is no room left on the disk that holds ${path}. Free some space and start Tutee again.`,
      { cause: thrown },
    );
  }
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) {
    return new TuteeError(
      'folder_unusable',
      `Tutee cannot read and write ${path}. Check the folder's permissions, or choose another data folder.`,
      { detail: thrown instanceof Error ? thrown.message : undefined, cause: thrown },
    );
  }
  return storeFailure(thrown, path);
}
