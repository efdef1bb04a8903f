import Database from 'better-sqlite3';
import type { Database as Connection } from 'better-sqlite3';
import { linkSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { databaseFile } from './connection.ts';
import { checkFolder } from './unfinished-files.ts';

/**
 * When each migration was applied, in ms since 1970 UTC, by its id: no two databases agree, but copies of one do. Every
 * startup writes it to the WAL, so a WAL of another database changes it.
 */
export type Origin = ReadonlyMap<number, number>;

export function originOf(connection: Connection): Origin {
  const isMigrated = connection
    .prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'`)
    .get();
  if (isMigrated === undefined) return new Map();
  return new Map(
    connection
      .prepare<[], { id: number; at: number }>('SELECT id, applied_at AS at FROM migrations')
      .all()
      .map(({ id, at }) => [id, at]),
  );
}

/** The same of a file with its WAL, which stays unchanged. */
export function originAt(path: string): Origin {
  const connection = new Database(path, { readonly: true });
  try {
    return originOf(connection);
  } finally {
    connection.close();
  }
}

/**
 * The origin of a file without its WAL and journal, which is read under another name. Null when it cannot be told: a
 * killed transaction may have left half of its pages, or the file system has no hard links.
 */
export function bareOrigin(path: string, dataDir: string): Origin | null {
  const folder = checkFolder(dataDir);
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { mode: 0o700 });
    linkSync(path, join(folder, databaseFile));
    return originAt(join(folder, databaseFile));
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** False when `whole` cannot be `bare` after later changes. */
export function descendsFrom(whole: Origin, bare: Origin): boolean {
  return [...bare].every(([id, at]) => whole.get(id) === at);
}
