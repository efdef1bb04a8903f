import { statSync } from 'node:fs';

/** SQLite's rollback journal and write-ahead log: with content they are a part of the database. */
const contentSides = ['-journal', '-wal'] as const;

/** All files that SQLite keeps beside a database. */
export const sideNames = [...contentSides, '-shm'] as const;

/** No SQLite database is smaller, in bytes: what is may be the rest of one. */
export const smallestDatabase = 512;

/** In bytes; 0 when there is no such file. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** The files beside a database that hold something, such as what a killed process had not yet brought into it. */
export function filledSides(path: string): string[] {
  return contentSides.filter((side) => sizeOf(path + side) > 0);
}
