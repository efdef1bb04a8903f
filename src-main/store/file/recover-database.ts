/**
 * Recovers the database before it is opened: whatever a killed process, an interrupted restore or a user who copied
 * files left in its place becomes one consistent database, or is refused unchanged. WALs and journals are tried on a
 * copy first, since SQLite applies them to any database of that name.
 */
import Database from 'better-sqlite3';
import {
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { TuteeError } from '#shared/errors.ts';
import { databaseDamaged, databaseEmpty, isForeign, notAFile } from '../database/sqlite-errors.ts';
import { databaseFile, loadVectors } from './connection.ts';
import { busyTimeout, checkDatabase, checkConnection, fullCheckLimit } from './check-database.ts';
import type { Depth, CheckResult } from './check-database.ts';
import { bareOrigin, descendsFrom, originAt, originOf } from './origin.ts';
import type { Origin } from './origin.ts';
import { belongsToOtherDatabase, pagesBeforeJournal } from './sidecar-pairing.ts';
import { rebuildDatabase } from './rebuild-database.ts';
import { fileTimestamp } from '../../disk/file-timestamp.ts';
import { linkOrCopy } from './link-or-copy.ts';
import { nonEmptySidecars, sidecarSuffixes, sizeOf, minDatabaseSize } from './sidecar-files.ts';
import { syncFolder } from '../../disk/sync.ts';
import { checkFolder, namesIn, removeStrayHardLink } from './unfinished-files.ts';

export interface RecoveryOptions {
  readonly dataDir: string;
  readonly newestKnown: number;
  /** Milliseconds since 1970 UTC; used in the names of files set aside. */
  readonly now: () => number;
  /** Receives what was done, as sentences for the user. */
  readonly notice: (told: string) => void;
  readonly depth: Depth;
  /** True when the user chose to begin with an empty file although backups exist. */
  readonly beginEmpty: boolean;
}

/** new: there is none, and one has yet to be created. intact: its schema is the expected one. repaired: it was not. */
export type FoundDatabase = 'new' | 'intact' | 'repaired';

/**
 * Finds what there is, and repairs it. Throws `database_empty`, `database_newer`,
 * `database_damaged`; nothing was changed then.
 */
export function recoverDatabase(options: RecoveryOptions): FoundDatabase {
  const path = join(options.dataDir, databaseFile);
  moveNonFiles(path, options);
  removeStrayHardLink(path, options.dataDir);
  const size = sizeOf(path);
  if (size < minDatabaseSize && hasBackups(options.dataDir) && existsSync(path)) {
    if (!options.beginEmpty) throw databaseEmpty(path, size);
    if (size > 0) renameSync(path, asidePath(path, fileTimestamp(options.now()), options.dataDir));
  }
  if (sizeOf(path) === 0) {
    handleMissingDatabase(path, options);
    return 'new';
  }
  if (size > 0 && size < minDatabaseSize && sizeOf(path) > 0)
    throw databaseDamaged(path, { detail: `${size} bytes` });
  const checked = checkWithSidecars(path, options);
  if (checked === 'new') return 'new';
  if (checked.repairs.length === 0) return 'intact';
  repair(path, checked, options);
  return 'repaired';
}

/** Sets aside folders and pipes in place of sidecar files: SQLite cannot open a database beside them, or waits for ever. */
function moveNonFiles(path: string, options: RecoveryOptions): void {
  const isThere = lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  if (isThere && statSync(path, { throwIfNoEntry: false })?.isFile() !== true) throw notAFile(path);
  for (const suffix of sidecarSuffixes.toReversed()) {
    const found = lstatSync(path + suffix, { throwIfNoEntry: false });
    if (found !== undefined && !found.isFile()) setSidecarAside(path, suffix, options);
  }
}

/** True when the process was killed before its first transaction ended: rolling back its journal leaves nothing. */
function isUncommitted(path: string): boolean {
  return sizeOf(`${path}-journal`) > 0 && pagesBeforeJournal(path) === 0;
}

/** Without a database, a WAL or journal belongs to a missing one: SQLite would delete it together with its content. */
function handleMissingDatabase(path: string, options: RecoveryOptions): void {
  for (const suffix of nonEmptySidecars(path)) {
    if (suffix === '-journal' && isUncommitted(path)) rmSync(path + suffix);
    else setSidecarAside(path, suffix, options);
  }
  if (!existsSync(path) && hasBackups(options.dataDir))
    options.notice(
      `There was no file ${path}, so Tutee began a new one. Your backups are there: restore one under Settings, Data.`,
    );
}

function checkWithSidecars(path: string, options: RecoveryOptions): CheckResult | 'new' {
  const { newestKnown, depth } = options;
  const suffixes = nonEmptySidecars(path);
  if (suffixes.length === 0) return checkDatabase(path, newestKnown, depth);
  if (suffixes.some((suffix) => belongsToOtherDatabase(path, suffix))) {
    const checked = checkCopy(path, [], options);
    for (const suffix of suffixes) setSidecarAside(path, suffix, options);
    return checked;
  }
  // Reading does not change a WAL, and copying a large database would take long.
  if (!suffixes.includes('-journal') && sizeOf(path) > fullCheckLimit) {
    const checked = checkDatabase(path, newestKnown, depth);
    return isOwn(originAt(path), path, options) ? checked : checkWithout(path, suffixes, options);
  }
  const withSidecars = attempt(() => checkCopy(path, suffixes, options));
  if (
    withSidecars.ok
      ? withSidecars.value !== 'new' &&
        !withSidecars.value.damaged &&
        isOwn(withSidecars.value.origin, path, options)
      : !mayBeCausedBySidecars(withSidecars.thrown)
  )
    return valueOf(withSidecars);
  // Damaged, emptied or replaced by its sidecar files and intact without: they belong to another database or are
  // damaged. Both are kept.
  const withoutSidecars = attempt(() => checkCopy(path, [], options));
  if (
    !withoutSidecars.ok ||
    withoutSidecars.value === 'new' ||
    withoutSidecars.value.version === 0 ||
    withoutSidecars.value.damaged
  )
    return valueOf(withSidecars);
  const time = fileTimestamp(options.now());
  copyFileSync(path, asidePath(path, time, options.dataDir), constants.COPYFILE_FICLONE);
  for (const suffix of suffixes) setSidecarAside(path, suffix, options, time);
  return withoutSidecars.value;
}

/** Whether a database with its sidecar files is the one without them, and not another that they would turn it into. */
function isOwn(whole: Origin, path: string, options: RecoveryOptions): boolean {
  const bare = bareOrigin(path, options.dataDir);
  return bare === null || descendsFrom(whole, bare);
}

function checkWithout(path: string, suffixes: readonly string[], options: RecoveryOptions): CheckResult {
  for (const suffix of suffixes) setSidecarAside(path, suffix, options);
  return checkDatabase(path, options.newestKnown, options.depth);
}

type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly thrown: unknown };

function attempt<T>(work: () => T): Attempt<T> {
  try {
    return { ok: true, value: work() };
  } catch (thrown) {
    return { ok: false, thrown };
  }
}

function valueOf<T>(attempted: Attempt<T>): T {
  if (attempted.ok) return attempted.value;
  throw attempted.thrown;
}

function mayBeCausedBySidecars(thrown: unknown): boolean {
  if (thrown instanceof TuteeError) return thrown.code === 'database_damaged' && !isForeign(thrown);
  return thrown instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB|ERROR)/.test(thrown.code);
}

/** Lets SQLite recover a copy as it would the file itself, then checks every index of the copy. */
function checkCopy(
  path: string,
  suffixes: readonly string[],
  options: RecoveryOptions,
): (CheckResult & { readonly origin: Origin }) | 'new' {
  const folder = checkFolder(options.dataDir);
  const copy = join(folder, databaseFile);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  try {
    for (const suffix of ['', ...suffixes])
      copyFileSync(path + suffix, copy + suffix, constants.COPYFILE_FICLONE);
    const connection = new Database(copy, { timeout: busyTimeout });
    try {
      loadVectors(connection);
      if (Number(connection.pragma('page_count', { simple: true })) === 0) return 'new';
      const checked = checkConnection(connection, path, options.newestKnown, 'all');
      return { ...checked, origin: originOf(connection) };
    } finally {
      connection.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Rebuilds derived data in a new file, after applying the sidecar files; the old file becomes a backup. */
function repair(path: string, { version, repairs }: CheckResult, options: RecoveryOptions): void {
  applySidecars(path);
  const rebuilt = `${path}.rebuilding`;
  rebuildDatabase(path, rebuilt, version);
  const aside = `tutee-before-repair-${fileTimestamp(options.now())}.db`;
  linkOrCopy(path, join(backupFolder(options.dataDir), aside));
  for (const suffix of sidecarSuffixes) rmSync(path + suffix, { force: true });
  renameSync(rebuilt, path);
  syncFolder(options.dataDir);
  options.notice(
    `Parts of ${databaseFile} that Tutee can make anew were damaged or not Tutee’s (${repairs[0] ?? ''}). They were made anew; nothing you taught or wrote was in them. The file as it was is kept as ${aside}.`,
  );
}

/** Applies a WAL or journal that was found to belong to the database. */
function applySidecars(path: string): void {
  if (nonEmptySidecars(path).length === 0) return;
  const connection = new Database(path, { timeout: busyTimeout });
  try {
    loadVectors(connection);
    connection.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    connection.close();
  }
}

function setSidecarAside(
  path: string,
  suffix: string,
  options: RecoveryOptions,
  time = fileTimestamp(options.now()),
): void {
  const aside = asidePath(path + suffix, time, options.dataDir);
  renameSync(path + suffix, aside);
  rmSync(`${path}-shm`, { force: true });
  options.notice(
    `Beside ${path} lay ${basename(path)}${suffix}, which is of another or an earlier database and does not fit this one. Tutee set it aside as ${basename(aside)}.`,
  );
}

/** A path in backups/ under a name that is not a backup's. */
function asidePath(path: string, time: string, dataDir: string): string {
  return join(backupFolder(dataDir), `set-aside-${time}-${basename(path)}`);
}

function backupFolder(dataDir: string): string {
  const folder = join(dataDir, 'backups');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

export function hasBackups(dataDir: string): boolean {
  const folder = join(dataDir, 'backups');
  return namesIn(folder).some(
    (name) => /^tutee-.*\.db$/i.test(name) && sizeOf(join(folder, name)) > minDatabaseSize,
  );
}
