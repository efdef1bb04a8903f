/**
 * Opens the database file of a data folder, if that is safe: a newer or damaged file is refused unchanged, an older one
 * is backed up and migrated. Owns recovery, checks, repair and connections; knows SQLite and files, not what the tables
 * mean.
 */
import Database from 'better-sqlite3';
import type { Database as Connection } from 'better-sqlite3';
import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TuteeError } from '#shared/errors.ts';
import { backUpBeforeMigration } from './migration-backup.ts';
import { databaseFile, prepareConnection } from './connection.ts';
import { busyTimeout } from './check-database.ts';
import { openEmptyDatabase } from './empty-database.ts';
import type { Depth } from './check-database.ts';
import { recoverDatabase } from './recover-database.ts';
import { removeUnfinished } from './unfinished-files.ts';
import { prepareLazily } from '../database/lazy-statements.ts';
import { migrate, schemaVersion } from '../database/migrate.ts';
import { allMigrations } from '../migrations/all-migrations.ts';
import type { Migration } from '../migrations/migration.ts';
import { storeFailure } from '../database/sqlite-errors.ts';
import { markWal } from '../database/wal-mark.ts';

/**
 * How long a statement waits for a lock on the main thread, in ms, which blocks it. The worker holds the lock for a few
 * ms; when another program holds it longer, the caller retries without blocking (shared/retry-while-locked.ts).
 */
const mainThreadTimeout = 250;

/** WAL size, in pages, at which a commit checkpoints it. */
const autocheckpointPages = 32_000;
/** After a checkpoint, the WAL is truncated to this many bytes. */
const walSizeLimit = 4 * 1024 * 1024;

export { databaseFile } from './connection.ts';

export interface OpenOptions {
  readonly dataDir: string;
  readonly appVersion: string;
  /** Milliseconds since 1970 UTC; used in the backup's name and the log of migrations. */
  readonly now: () => number;
  /** Default: all migrations; tests pass fewer. */
  readonly migrations?: readonly Migration[];
  /** Receives what was repaired, as sentences for the user. */
  readonly notice?: (told: string) => void;
  /** How much is checked; default: structure. */
  readonly depth?: Depth;
  /** True when the user chose to begin with an empty database although backups exist. */
  readonly beginEmpty?: boolean;
}

/**
 * Opens `<dataDir>/tutee.db`, creating it if needed, and migrates it to the newest schema. The folder must exist.
 * Throws `database_newer`, `database_damaged`, `database_empty`, `folder_unusable` or `disk_full`; the file is then
 * unchanged.
 */
export function openDatabase(options: OpenOptions): Connection {
  const { dataDir } = options;
  const path = join(dataDir, databaseFile);
  const migrations = options.migrations ?? allMigrations;
  let connection: Connection | undefined;
  try {
    removeUnfinished(dataDir);
    const { notice = () => undefined, depth = 'structure', beginEmpty = false, now } = options;
    const newestKnown = migrations.length;
    const found = recoverDatabase({ dataDir, newestKnown, now, notice, depth, beginEmpty });
    if (found === 'new') makePrivateFile(path);
    connection = new Database(path, { timeout: busyTimeout });
    prepareConnection(connection);
    // Another thread checkpoints the WAL (wal-checkpointer.ts); this limit is for when that cannot run.
    connection.pragma(`wal_autocheckpoint = ${autocheckpointPages}`);
    connection.pragma(`journal_size_limit = ${walSizeLimit}`);
    migrateWithBackup(connection, migrations, options);
    connection.pragma(`busy_timeout = ${mainThreadTimeout}`);
    markWal(connection);
    // Otherwise a statement that does not fit is to fail now: a repaired file may still lack a column.
    if (found !== 'repaired') prepareLazily(connection);
    return connection;
  } catch (thrown) {
    connection?.close();
    throw openFailure(thrown, path);
  }
}

/** Backs up an older database before migrating it. The backup is deleted again if no migration succeeded. */
function migrateWithBackup(
  connection: Connection,
  migrations: readonly Migration[],
  { dataDir, appVersion, now }: OpenOptions,
): void {
  const version = schemaVersion(connection);
  const copy =
    version > 0 && version < migrations.length
      ? backUpBeforeMigration(connection, dataDir, version + 1, now())
      : null;
  try {
    migrate(connection, migrations, { appVersion, at: now() });
  } catch (thrown) {
    if (copy !== null && schemaVersion(connection) === version) rmSync(copy, { force: true });
    throw thrown;
  }
}

/**
 * A second connection to the app's open database, for work in another thread. Its commits do not wait for the disk,
 * since that work is repeated or reverted after a power failure.
 */
export function openSecondConnection(dataDir: string): Connection {
  const path = join(dataDir, databaseFile);
  try {
    const connection = new Database(path, { timeout: busyTimeout, fileMustExist: true });
    prepareConnection(connection);
    connection.pragma('synchronous = NORMAL');
    prepareLazily(connection);
    return connection;
  } catch (thrown) {
    throw openFailure(thrown, path);
  }
}

/** An in-memory database of the same schema, for temporary conversations and tests. */
export function openMemoryDatabase(): Connection {
  const connection = openEmptyDatabase();
  prepareConnection(connection);
  prepareLazily(connection);
  return connection;
}

/** Checkpoints the WAL of a running app's database, as far as no reader needs it. */
export function checkpointWal(dataDir: string): void {
  const connection = openSecondConnection(dataDir);
  try {
    connection.pragma('wal_checkpoint(PASSIVE)');
    markWal(connection);
  } finally {
    connection.close();
  }
}

/**
 * Rewrites a running app's database (VACUUM), so that unused parts of pages hold no old data. Takes about a second per
 * 200 MB.
 */
export function rewriteDatabase(dataDir: string): void {
  const connection = openSecondConnection(dataDir);
  try {
    connection.exec('VACUUM');
    connection.pragma('wal_checkpoint(TRUNCATE)');
    markWal(connection);
  } finally {
    connection.close();
  }
}

/** SQLite would create a file that other users can read. */
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
