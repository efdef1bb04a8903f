import { constants, copyFileSync, linkSync } from 'node:fs';
import { syncFile } from '../../disk/sync.ts';

/**
 * Hard-links a file under a second name, so that a rename can then replace the first name atomically; copies it where
 * the file system has no hard links. Throws when `to` exists.
 */
export function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    syncFile(to);
  }
}
