import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { asDiskFailure } from './disk-full.ts';
import { syncFolder } from './sync.ts';
import { writeAllAt } from './write-all.ts';

/**
 * Replaces or creates a file of the user's: readers see the old or the new content, never a part. Rejects as the system does, and with `disk_full`.
 * @param mode permissions, kept from the file that is replaced; null: those of a new file
 */
export async function replaceFile(path: string, bytes: Uint8Array, mode: number | null): Promise<void> {
  const unfinished = join(
    dirname(path),
    `.${basename(path).slice(0, 60)}.${randomBytes(6).toString('hex')}.unfinished`,
  );
  try {
    const file = await open(unfinished, 'wx', mode ?? 0o666);
    try {
      // Creating it left out what the umask forbids.
      if (mode !== null) await file.chmod(mode & 0o7777);
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
