/**
 * Brings what lies in the place of the database into order before it is opened: whatever a killed process, a restore that
 * was cut off or a person who copied files about left there becomes one whole database, or is refused as it is. Logs and
 * journals are tried on a copy first, since SQLite applies them to whatever database has the name.
 */
import Database from 'better-sqlite3';
import { constants, copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { TuteeError } from '#shared/errors.ts';
import { databaseDamaged, databaseEmpty, isForeign } from '../database/sqlite-errors.ts';
import { databaseFile, loadVectors } from './connection.ts';
import { busyTimeout, examineDatabase, examineOpen, fullyCheckedSize } from './examine-database.ts';
import type { Depth, Examined } from './examine-database.ts';
import { isOfAnother, pagesBefore } from './log-pairing.ts';
import { rebuildDatabase } from './rebuild-database.ts';
import { giveSecondName, stamp } from './second-name.ts';
import { filledSides, sideNames, sizeOf, smallestDatabase } from './side-files.ts';
import { syncFolder } from '../../disk/sync.ts';
import { examinedFolder, namesIn, removeStrayName } from './unfinished-files.ts';

export interface Settling {
  readonly dataDir: string;
  readonly newestKnown: number;
  /** Milliseconds since 1970 UTC; names what is set aside. */
  readonly now: () => number;
  /** Something was done that the user should know, as plain sentences. */
  readonly notice: (told: string) => void;
  readonly depth: Depth;
  /** True: an empty file where backups lie is what the user wants to begin with. */
  readonly beginEmpty: boolean;
}

/**
 * Answers whether there is a database now; false: there is none yet. Throws `database_empty`, `database_newer`,
 * `database_damaged`; everything is then as it was.
 */
export function settleDatabase(settling: Settling): boolean {
  const path = join(settling.dataDir, databaseFile);
  removeStrayName(path, settling.dataDir);
  const size = sizeOf(path);
  if (size < smallestDatabase && hasBackups(settling.dataDir) && existsSync(path)) {
    if (!settling.beginEmpty && !isUnbegun(path)) throw databaseEmpty(path, size);
    if (size > 0) renameSync(path, asidePath(path, stamp(settling.now()), settling.dataDir));
  }
  if (sizeOf(path) === 0) {
    settleNothing(path, settling);
    return false;
  }
  if (size > 0 && size < smallestDatabase && sizeOf(path) > 0)
    throw databaseDamaged(path, { detail: `${size} bytes` });
  const examined = examineWithSides(path, settling);
  if (examined === 'new') return false;
  if (examined.repairs.length > 0) repair(path, examined, settling);
  return true;
}

/** A file that was killed before its first transaction ended: what is in its journal is nothing. */
function isUnbegun(path: string): boolean {
  return sizeOf(`${path}-journal`) > 0 && pagesBefore(path) === 0;
}

/** Where there is no database, a log or journal is of one that is not here: SQLite would delete it with all that is in it. */
function settleNothing(path: string, settling: Settling): void {
  for (const side of filledSides(path)) {
    if (side === '-journal' && isUnbegun(path)) rmSync(path + side);
    else setAsideLog(path, side, settling);
  }
  if (!existsSync(path) && hasBackups(settling.dataDir))
    settling.notice(
      `There was no file ${path}, so Tutee began a new one. Your backups are there: restore one under Settings, Data.`,
    );
}

function examineWithSides(path: string, settling: Settling): Examined | 'new' {
  const { newestKnown, depth } = settling;
  const sides = filledSides(path);
  if (sides.length === 0) return examineDatabase(path, newestKnown, depth);
  if (sides.some((side) => isOfAnother(path, side))) {
    const examined = examineCopy(path, [], settling);
    for (const side of sides) setAsideLog(path, side, settling);
    return examined;
  }
  // Nothing in a log that is read is changed; a large database is not copied for it.
  if (!sides.includes('-journal') && sizeOf(path) > fullyCheckedSize)
    return examineDatabase(path, newestKnown, depth);
  const together = attempt(() => examineCopy(path, sides, settling));
  if (together.ok ? together.value === 'new' || !together.value.damaged : !mayBeTheLogs(together.thrown))
    return valueOf(together);
  // Damaged with its log and whole without: the log is of another database, or was damaged. Both are kept as they are.
  const alone = attempt(() => examineCopy(path, [], settling));
  if (!alone.ok || alone.value === 'new' || alone.value.version === 0 || alone.value.damaged)
    return valueOf(together);
  const time = stamp(settling.now());
  copyFileSync(path, asidePath(path, time, settling.dataDir), constants.COPYFILE_FICLONE);
  for (const side of sides) setAsideLog(path, side, settling, time);
  return alone.value;
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

function mayBeTheLogs(thrown: unknown): boolean {
  if (thrown instanceof TuteeError) return thrown.code === 'database_damaged' && !isForeign(thrown);
  return thrown instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB|ERROR)/.test(thrown.code);
}

/** SQLite heals the copy as it would heal the file itself; then the copy is looked at, every index of it. */
function examineCopy(path: string, sides: readonly string[], settling: Settling): Examined | 'new' {
  const folder = examinedFolder(settling.dataDir);
  const copy = join(folder, databaseFile);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  try {
    for (const side of ['', ...sides]) copyFileSync(path + side, copy + side, constants.COPYFILE_FICLONE);
    const connection = new Database(copy, { timeout: busyTimeout });
    try {
      loadVectors(connection);
      if (Number(connection.pragma('page_count', { simple: true })) === 0) return 'new';
      return examineOpen(connection, path, settling.newestKnown, 'all');
    } finally {
      connection.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is derived is made anew in a file of its own, from a database without logs; the earlier one is kept as a backup. */
function repair(path: string, { version, repairs }: Examined, settling: Settling): void {
  bringIn(path);
  const rebuilt = `${path}.rebuilding`;
  rebuildDatabase(path, rebuilt, version);
  const aside = `tutee-before-repair-${stamp(settling.now())}.db`;
  giveSecondName(path, join(backupsOf(settling.dataDir), aside));
  for (const side of sideNames) rmSync(path + side, { force: true });
  renameSync(rebuilt, path);
  syncFolder(settling.dataDir);
  settling.notice(
    `Parts of ${databaseFile} that Tutee can make anew were damaged or not Tutee’s (${repairs[0] ?? ''}). They were made anew; nothing you taught or wrote was in them. The file as it was is kept as ${aside}.`,
  );
}

/** Brings a log or journal, which was found to be the database's own, into it. */
function bringIn(path: string): void {
  if (filledSides(path).length === 0) return;
  const connection = new Database(path, { timeout: busyTimeout });
  try {
    loadVectors(connection);
    connection.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    connection.close();
  }
}

function setAsideLog(path: string, side: string, settling: Settling, time = stamp(settling.now())): void {
  const aside = asidePath(path + side, time, settling.dataDir);
  renameSync(path + side, aside);
  rmSync(`${path}-shm`, { force: true });
  settling.notice(
    `Beside ${path} lay ${basename(path)}${side}, which is of another or an earlier database and does not fit this one. Tutee set it aside as ${basename(aside)}.`,
  );
}

/** In the folder of backups, under a name that is none of a backup's. */
function asidePath(path: string, time: string, dataDir: string): string {
  return join(backupsOf(dataDir), `set-aside-${time}-${basename(path)}`);
}

function backupsOf(dataDir: string): string {
  const folder = join(dataDir, 'backups');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

export function hasBackups(dataDir: string): boolean {
  const folder = join(dataDir, 'backups');
  return namesIn(folder).some(
    (name) => /^tutee-.*\.db$/i.test(name) && sizeOf(join(folder, name)) > smallestDatabase,
  );
}
