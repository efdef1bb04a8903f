/**
 * Opens the one database file of a data folder, and only when that is safe: a newer or damaged file is refused as it is,
 * an older one is copied before it is migrated. Knows SQLite and files; knows nothing of what the tables mean.
 */
import Database from 'better-sqlite3';
import type { Database as Connection } from 'better-sqlite3';
import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TuteeError } from '#shared/errors.ts';
import { backupCopy } from './backup-copy.ts';
import { databaseFile, prepareConnection } from './connection.ts';
import { busyTimeout } from './examine-database.ts';
import type { Depth } from './examine-database.ts';
import { settleDatabase } from './settle-database.ts';
import { removeUnfinished } from './unfinished-files.ts';
import { migrate, schemaVersion } from '../database/migrate.ts';
import { allMigrations } from '../migrations/all-migrations.ts';
import type { Migration } from '../migrations/migration.ts';
import { isBusy, storeFailure } from '../database/sqlite-errors.ts';

/**
 * How long a statement waits on the main loop, in ms, which stands still meanwhile. The worker holds the lock for a few milliseconds; where another
 * program does for longer, whoever writes tries again with the loop free (shared/when-free.ts).
 */
const mainPatience = 250;

/** Pages of the log after which a commit brings it into the file itself. */
const mostLogPages = 32_000;
/** A log that was brought into the file is cut to so many bytes. */
const keptLogSize = 4 * 1024 * 1024;

export { databaseFile } from './connection.ts';

export interface OpenOptions {
  readonly dataDir: string;
  readonly appVersion: string;
  /** Milliseconds since 1970 UTC; names the backup and dates the log of migrations. */
  readonly now: () => number;
  /** All that this build knows, unless a test asks for fewer. */
  readonly migrations?: readonly Migration[];
  /** Told what had to be put in order, as plain sentences. */
  readonly notice?: (told: string) => void;
  /** How much is looked at; a normal start looks at the structure. */
  readonly depth?: Depth;
  /** True: the user wants to begin with an empty database, though backups are there. */
  readonly beginEmpty?: boolean;
}

/**
 * Opens `<dataDir>/tutee.db`, making it when it is not there, and brings it to the newest schema. The folder must exist.
 * Throws `database_newer`, `database_damaged`, `folder_unusable` or `disk_full`; the file is then as it was.
 */
export function openDatabase(options: OpenOptions): Connection {
  const { dataDir } = options;
  const path = join(dataDir, databaseFile);
  const migrations = options.migrations ?? allMigrations;
  let connection: Connection | undefined;
  try {
    removeUnfinished(dataDir);
    const { notice = () => undefined, depth = 'structure', beginEmpty = false, now } = options;
    if (!settleDatabase({ dataDir, newestKnown: migrations.length, now, notice, depth, beginEmpty }))
      makePrivateFile(path);
    connection = new Database(path, { timeout: busyTimeout });
    prepareConnection(connection);
    // The log is brought into the file by another thread (log-upkeep.ts); this is for when that cannot run.
    connection.pragma(`wal_autocheckpoint = ${mostLogPages}`);
    connection.pragma(`journal_size_limit = ${keptLogSize}`);
    bringUpToDate(connection, migrations, options);
    connection.pragma(`busy_timeout = ${mainPatience}`);
    signLog(connection);
    return connection;
  } catch (thrown) {
    connection?.close();
    throw openFailure(thrown, path);
  }
}

/**
 * Brings the database's header into the log, with a count that each start raises: by it a log is told from one of another
 * time (file/log-pairing.ts).
 */
function signLog(connection: Connection): void {
  try {
    connection.pragma(`user_version = ${schemaVersion(connection)}`);
  } catch (thrown) {
    // Another program is writing. The log can do without.
    if (!isBusy(thrown)) throw thrown;
  }
}

/** An older database is copied first. A copy is kept only when there is something that it is the earlier state of. */
function bringUpToDate(
  connection: Connection,
  migrations: readonly Migration[],
  { dataDir, appVersion, now }: OpenOptions,
): void {
  const version = schemaVersion(connection);
  const copy =
    version > 0 && version < migrations.length ? backupCopy(connection, dataDir, version + 1, now()) : null;
  try {
    migrate(connection, migrations, { appVersion, at: now() });
  } catch (thrown) {
    if (copy !== null && schemaVersion(connection) === version) rmSync(copy, { force: true });
    throw thrown;
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

/** SQLite would make a file that other users of the machine can read. */
function makePrivateFile(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
}

function openFailure(thrown: unknown, path: string): unknown {
  const failure = storeFailure(thrown, path);
  const code = failure instanceof Error && 'code' in failure ? failure.code : undefined;
  if (!(typeof code === 'string' && /^E[A-Z]+$/.test(code))) return failure;
  return new TuteeError(
    'folder_unusable',
    `Tutee cannot read and write ${path}. Check the folder's permissions, or choose another data folder.`,
    { detail: failure instanceof Error ? failure.message : undefined, cause: thrown },
  );
}
