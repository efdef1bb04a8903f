import { statSync } from 'node:fs';

/** SQLite's rollback journal and write-ahead log: with content they are a part of the database. */
const contentSuffixes = ['-journal', '-wal'] as const;

/** All files that SQLite keeps beside a database. */
export const sidecarSuffixes = [...contentSuffixes, '-shm'] as const;

/** No SQLite database is smaller, in bytes: what is may be the rest of one. */
export const minDatabaseSize = 512;

/** In bytes; 0 when there is no such file. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** The files beside a database that hold something, such as what a killed process had not yet brought into it. */
export function nonEmptySidecars(path: string): string[] {
  return contentSuffixes.filter((side) => sizeOf(path + side) > 0);
}
