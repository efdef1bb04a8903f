import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { asDiskFailure } from '../disk/disk-full.ts';
import { writeAll } from '../disk/write-all.ts';

/** Writes a new file, readable only by this user. Throws `disk_full`; leaves nothing half-written behind. */
export function writeFile(path: string, chunks: Iterable<string>): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    for (const chunk of chunks) writeAll(file, chunk);
    fsyncSync(file);
  } catch (thrown) {
    rmSync(path, { force: true });
    throw asDiskFailure(thrown, path);
  } finally {
    closeSync(file);
  }
}
