import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { asDiskFailure } from './disk-full.ts';
import { syncFile, syncFolder } from './sync.ts';
import { writeAllAt } from './write-all.ts';

/** The suffix of a file that is not complete. */
export const unfinishedSuffix = '.unfinished';

/**
 * Writes a file that is complete and on disk once it has its name, and that only this user can read. The folder exists. Throws `disk_full`.
 */
export function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  return writeThenName(path, bytes, path + unfinishedSuffix, (unfinished) => open(unfinished, 'w', 0o600));
}

/** Writes under another name first, so that nobody sees a part of the file. @param create opens the file of that name, empty */
export async function writeThenName(
  path: string,
  bytes: Uint8Array,
  unfinished: string,
  create: (unfinished: string) => Promise<FileHandle>,
): Promise<void> {
  try {
    const file = await create(unfinished);
    try {
      await writeAllAt(file, bytes, 0);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
    syncFolder(dirname(path));
  } catch (thrown) {
    await rm(unfinished, { force: true });
    throw asDiskFailure(thrown, path, bytes.length);
  }
}

/** The same, before the event loop runs. */
export function writeWholeSync(path: string, bytes: Uint8Array): void {
  const unfinished = path + unfinishedSuffix;
  try {
    const file = openSync(unfinished, 'w', 0o600);
    try {
      for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
    } finally {
      closeSync(file);
    }
    syncFile(unfinished);
    renameSync(unfinished, path);
    syncFolder(dirname(path));
  } catch (thrown) {
    rmSync(unfinished, { force: true });
    throw asDiskFailure(thrown, path, bytes.length);
  }
}
