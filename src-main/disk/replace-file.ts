import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { unfinishedSuffix, writeThenName } from './write-whole.ts';

/**
 * Replaces or creates a file of the user's: readers see the old or the new content, never a part. Rejects as the system does, and with `disk_full`.
 * @param mode permissions, kept from the file that is replaced; null: those of a new file
 */
export async function replaceFile(path: string, bytes: Uint8Array, mode: number | null): Promise<void> {
  const name = `.${basename(path).slice(0, 60)}.${randomBytes(6).toString('hex')}${unfinishedSuffix}`;
  await writeThenName(path, bytes, join(dirname(path), name), async (unfinished) => {
    const file = await open(unfinished, 'wx', mode ?? 0o666);
    try {
      // Creating it left out what the umask forbids.
      if (mode !== null) await file.chmod(mode & 0o7777);
      return file;
    } catch (thrown) {
      await file.close();
      throw thrown;
    }
  });
}
