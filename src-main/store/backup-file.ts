/** A copy of the whole database as one file: written while the app goes on, checked before it counts, checked again before it is restored. */
import Database from 'better-sqlite3';
import type { Database as Connection } from 'better-sqlite3';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { TuteeError } from '#shared/errors.ts';
import { allMigrations } from './migrations/all-migrations.ts';
import { checkReadable, joinDatabase, openMemoryDatabase } from './open-database.ts';

export interface BackupSummary {
  readonly conversations: number;
  readonly memories: number;
  /** Of the newest message or memory, in ms since 1970 UTC; null: there is none. */
  readonly newest: number | null;
  readonly bytes: number;
}

/** Writes a backup of the database of a running app. The file gets its name when it is whole, checked and on disk. */
export function writeBackup(dataDir: string, path: string): void {
  const unfinished = `${path}.unfinished`;
  rmSync(unfinished, { force: true });
  // An empty file of the right mode is what VACUUM INTO accepts; it would make one that others can read.
  closeSync(openSync(unfinished, 'wx', 0o600));
  try {
    const database = joinDatabase(dataDir);
    try {
      database.prepare('VACUUM INTO ?').run(unfinished);
    } finally {
      database.close();
    }
    checkBackup(unfinished);
    syncFile(unfinished);
    renameSync(unfinished, path);
  } catch (thrown) {
    rmSync(unfinished, { force: true });
    throw thrown;
  }
}

/**
 * Copies a backup to `to`, where it can take the database's place. Only the copy is looked at, so nothing can change
 * between the check and the use. Throws `invalid_input` with the reason when it is no backup that can be restored.
 */
export function prepareRestore(from: string, to: string): BackupSummary {
  rmSync(to, { force: true });
  try {
    copyFileSync(from, to);
    chmodSync(to, 0o600);
    const summary = checkBackup(to);
    syncFile(to);
    return summary;
  } catch (thrown) {
    rmSync(to, { force: true });
    throw thrown;
  }
}

/** Throws `invalid_input` that says why a file is no backup that can be restored. Reads only. */
export function checkBackup(path: string): BackupSummary {
  try {
    if (statSync(path).size === 0) throw refused('It is empty.');
    checkReadable(path, allMigrations.length);
    const connection = new Database(path, { readonly: true, fileMustExist: true });
    try {
      checkIsOurs(connection);
      return { ...counts(connection), bytes: statSync(path).size };
    } finally {
      connection.close();
      for (const side of ['-wal', '-shm']) rmSync(path + side, { force: true });
    }
  } catch (thrown) {
    throw reworded(thrown);
  }
}

/** Another program's database can have any number where ours has the version, so the tables are looked at as well. */
function checkIsOurs(connection: Connection): void {
  const version = Number(connection.pragma('user_version', { simple: true }));
  const expected = openMemoryDatabase(allMigrations.slice(0, version));
  try {
    const wanted = schemaOf(expected);
    const found = schemaOf(connection);
    const missing = [...wanted].some((part) => !found.has(part));
    // A trigger or view that is not ours would act on what the user does later.
    const foreign = [...found].some((part) => /^(?:trigger|view) /.test(part) && !wanted.has(part));
    if (version === 0 || missing || foreign) throw refused('It is a database of another program.');
  } finally {
    expected.close();
  }
}

function schemaOf(connection: Connection): ReadonlySet<string> {
  const rows = connection
    .prepare<[], { type: string; name: string }>('SELECT type, name FROM sqlite_schema WHERE sql IS NOT NULL')
    .all();
  return new Set(rows.map(({ type, name }) => `${type} ${name}`));
}

function counts(connection: Connection): Omit<BackupSummary, 'bytes'> {
  const one = (sql: string) => connection.prepare<[], number | null>(sql).pluck().get() ?? null;
  const newest = Math.max(
    one('SELECT max(created_at) FROM messages') ?? 0,
    one('SELECT max(created_at) FROM memories') ?? 0,
  );
  return {
    conversations: one('SELECT count(*) FROM conversations') ?? 0,
    memories: one(`SELECT count(*) FROM memories WHERE status IN ('active', 'paused', 'pending')`) ?? 0,
    newest: newest === 0 ? null : newest,
  };
}

function reworded(thrown: unknown): unknown {
  const code = thrown instanceof TuteeError ? thrown.code : sqliteCode(thrown);
  const extras = { detail: String(thrown), cause: thrown };
  if (code === 'database_newer')
    return refused('It was made by a newer Tutee. Install the newest version to restore it.', extras);
  if (code === 'database_damaged' || code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_ERROR'))
    return refused('It is damaged.', extras);
  if (code.startsWith('SQLITE_NOTADB')) return refused('It is not a backup of Tutee.', extras);
  return thrown;
}

function sqliteCode(thrown: unknown): string {
  return thrown instanceof Database.SqliteError ? thrown.code : '';
}

function refused(why: string, extras: { detail?: string; cause?: unknown } = {}): TuteeError {
  return new TuteeError(
    'invalid_input',
    `This file was not restored, and nothing was changed. ${why}`,
    extras,
  );
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}
