import { constants, copyFileSync, linkSync } from 'node:fs';
import { syncFile } from '../../disk/sync.ts';

/** Gives a file a second name, so that the first can be given to another file in one step. */
export function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // Not every file system can; a copy does as well.
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    syncFile(to);
  }
}
