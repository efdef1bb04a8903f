/** Checks a database file without changing it, and decides whether Tutee may open it. */
import Database from 'better-sqlite3';
import type { Database as Connection } from 'better-sqlite3';
import { closeSync, existsSync, openSync, readSync, rmSync } from 'node:fs';
import { TuteeError } from '#shared/errors.ts';
import { schemaVersion } from '../database/migrate.ts';
import { databaseDamaged, foreignDatabase } from '../database/sqlite-errors.ts';
import { loadVectors } from './connection.ts';
import { damageIn } from './damage.ts';
import { isSourceTable, schemaDifferences } from './schema-diff.ts';
import type { SchemaDifference } from './schema-diff.ts';
import { sidecarSuffixes, sizeOf } from './sidecar-files.ts';

/** How long a statement waits for a lock, in ms, where waiting blocks no one: at startup and in the worker. */
export const busyTimeout = 5_000;

/** In larger files (bytes) only the source tables are checked; a full check takes about 2 ms per MB. */
export const fullCheckLimit = 256 * 1024 * 1024;

export interface CheckResult {
  readonly version: number;
  /** Why derived data must be rebuilt, as English phrases; empty when nothing is wrong. */
  readonly repairs: readonly string[];
  /** Those of `repairs` that damage cannot explain: someone changed the schema. */
  readonly tampered: readonly string[];
  /** True when derived data is damaged, and not only different from what is expected. */
  readonly damaged: boolean;
}

/** How much is checked. structure: what every startup does. all: also every index and the full-text index. */
export type Depth = 'structure' | 'all';

/**
 * Throws `database_newer`; `database_damaged` for another program's file or damage in source tables. Changes nothing
 * and leaves no new files behind.
 */
export function checkDatabase(path: string, newestKnown: number, depth: Depth): CheckResult {
  refuseForeignFile(path);
  const before = new Set(sidecarSuffixes.filter((suffix) => existsSync(path + suffix)));
  const connection = new Database(path, { readonly: true, fileMustExist: true, timeout: busyTimeout });
  try {
    loadVectors(connection);
    return checkConnection(connection, path, newestKnown, depth);
  } finally {
    connection.close();
    // A read-only connection cannot remove its own empty sidecar files; those that existed before may hold user data.
    for (const suffix of sidecarSuffixes) if (!before.has(suffix)) rmSync(path + suffix, { force: true });
  }
}

/** The same on an open connection. */
export function checkConnection(
  connection: Connection,
  path: string,
  newestKnown: number,
  depth: Depth,
): CheckResult {
  const version = schemaVersion(connection);
  if (!isOurs(connection, version)) throw foreignDatabase(path, 'its tables');
  if (version > newestKnown) throw newer(path, version, newestKnown);
  const differences = schemaDifferences(connection, version).filter(
    ({ type, is }) => type !== 'table' || is !== 'extra',
  );
  const missingSource = differences.find(({ type, name }) => type === 'table' && isSourceTable(name));
  if (missingSource !== undefined) throw databaseDamaged(path, { detail: describe(missingSource) });
  const large = sizeOf(path) > fullCheckLimit;
  const damage = damageIn(connection, large ? 'source' : depth);
  if (damage.source !== null) throw databaseDamaged(path, { detail: damage.source });
  const tampered = differences.filter(({ is }) => is !== 'missing').map(describe);
  return {
    version,
    repairs: [...differences.map(describe), ...damage.derived],
    tampered,
    damaged: damage.derived.length > 0,
  };
}

/** Offset of the application id in a SQLite header; Tutee's files have 0. */
const applicationId = 68;

/** Refuses another program's file by its application id before opening it: even a reader creates files beside it. */
function refuseForeignFile(path: string): void {
  const header = Buffer.alloc(100);
  const file = openSync(path, 'r');
  try {
    if (readSync(file, header, 0, header.length, 0) < header.length) return;
  } finally {
    closeSync(file);
  }
  const isSqlite = header.subarray(0, 15).toString('latin1') === 'SQLite format 3';
  if (isSqlite && header.readUInt32BE(applicationId) !== 0)
    throw foreignDatabase(path, `application_id ${header.readUInt32BE(applicationId)}`);
}

/**
 * Recognises a Tutee database, also a newer one, by its table of migrations; other programs use version numbers too.
 */
function isOurs(connection: Connection, version: number): boolean {
  const tables = connection
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
    .pluck()
    .all();
  if (version === 0) return tables.length === 0;
  if (!['migrations', 'conversations', 'messages'].every((name) => tables.includes(name))) return false;
  const columns = connection.pragma('table_info(migrations)') as { name: string }[];
  return ['id', 'name', 'applied_at', 'app_version'].every((name) =>
    columns.some((column) => column.name === name),
  );
}

function newer(path: string, version: number, newestKnown: number): TuteeError {
  return new TuteeError(
    'database_newer',
    `The file ${path} was written by a newer Tutee. Install the newest version to open it; nothing in it was changed.`,
    { detail: `schema version ${version}, this version knows ${newestKnown}` },
  );
}

function describe({ type, name, is }: SchemaDifference): string {
  return `${type} ${name} is ${is === 'extra' ? 'not Tutee’s' : is}`;
}
