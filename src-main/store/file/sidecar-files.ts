import { statSync } from 'node:fs';

/** SQLite's rollback journal and WAL. When not empty, they are part of the database. */
const contentSuffixes = ['-journal', '-wal'] as const;

/** Suffixes of all files that SQLite keeps beside a database. */
export const sidecarSuffixes = [...contentSuffixes, '-shm'] as const;

/** The smallest SQLite database, in bytes; anything smaller is at most a fragment. */
export const minDatabaseSize = 512;

/** Size in bytes; 0 when there is no such file. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Suffixes of the non-empty sidecar files, which may hold commits that a killed process had not checkpointed. */
export function nonEmptySidecars(path: string): string[] {
  return contentSuffixes.filter((suffix) => sizeOf(path + suffix) > 0);
}
