/** Looks at a database file without changing it, and says whether Tutee may open it. */
import Database from 'better-sqlite3';
import type { Database as Connection } from 'better-sqlite3';
import { closeSync, existsSync, openSync, readSync, rmSync } from 'node:fs';
import { TuteeError } from '#shared/errors.ts';
import { schemaVersion } from '../database/migrate.ts';
import { databaseDamaged, foreignDatabase } from '../database/sqlite-errors.ts';
import { loadVectors } from './connection.ts';
import { damageIn } from './damage.ts';
import { holdsTruth, schemaDifferences } from './schema-shape.ts';
import type { SchemaDifference } from './schema-shape.ts';
import { sideNames, sizeOf } from './side-files.ts';

/** How long a statement waits for another connection, in ms, where nobody is held up by it: at the start, and in the worker. */
export const busyTimeout = 5_000;

/** Larger files (bytes) are checked in the tables that cannot be made anew only: about 2 ms a megabyte otherwise. */
export const fullyCheckedSize = 256 * 1024 * 1024;

export interface Examined {
  readonly version: number;
  /** Why what is derived must be made anew, in words; empty: all is well. */
  readonly repairs: readonly string[];
  /** Those of them that no damage explains: somebody put them there. */
  readonly strange: readonly string[];
  /** True: some of what is derived is damaged, and not only other than expected. */
  readonly damaged: boolean;
}

/** How much is looked at. structure: what a normal start affords. all: every index and word as well. */
export type Depth = 'structure' | 'all';

/**
 * Throws `database_newer`, or `database_damaged` for another program's file and where something is damaged that cannot be
 * made anew. The file is not changed by a byte, and no new files stay beside it.
 */
export function examineDatabase(path: string, newestKnown: number, depth: Depth): Examined {
  refuseMarked(path);
  const before = new Set(sideNames.filter((side) => existsSync(path + side)));
  const connection = new Database(path, { readonly: true, fileMustExist: true, timeout: busyTimeout });
  try {
    loadVectors(connection);
    return examineOpen(connection, path, newestKnown, depth);
  } finally {
    connection.close();
    // A reader cannot tidy up its own side files, which hold nothing; those that were there before are the user's data.
    for (const side of sideNames) if (!before.has(side)) rmSync(path + side, { force: true });
  }
}

/** The same over an open connection. */
export function examineOpen(
  connection: Connection,
  path: string,
  newestKnown: number,
  depth: Depth,
): Examined {
  const version = schemaVersion(connection);
  if (!isOurs(connection, version)) throw foreignDatabase(path, 'its tables');
  if (version > newestKnown) throw newer(path, version, newestKnown);
  const differences = schemaDifferences(connection, version).filter(
    ({ type, is }) => type !== 'table' || is !== 'extra',
  );
  const lost = differences.find(({ type, name }) => type === 'table' && holdsTruth(name));
  if (lost !== undefined) throw databaseDamaged(path, { detail: inWords(lost) });
  const large = sizeOf(path) > fullyCheckedSize;
  const damage = damageIn(connection, large ? 'truth' : depth);
  if (damage.truth !== null) throw databaseDamaged(path, { detail: damage.truth });
  const strange = differences.filter(({ is }) => is !== 'missing').map(inWords);
  return {
    version,
    repairs: [...differences.map(inWords), ...damage.derived],
    strange,
    damaged: damage.derived.length > 0,
  };
}

/** Offset in the header at which SQLite's files say whose they are; Tutee's say nothing. */
const applicationId = 68;

/** A file marked by another program is not even opened: a reader would leave files beside it for a moment. */
function refuseMarked(path: string): void {
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

/** The log of migrations tells a Tutee database, also one of a newer Tutee; the version alone could be anybody's. */
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

function inWords({ type, name, is }: SchemaDifference): string {
  return `${type} ${name} is ${is === 'extra' ? 'not Tutee’s' : is}`;
}
