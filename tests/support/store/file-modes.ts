import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Names of files in a folder that other users of the machine may read or write; empty on Windows, which has no such modes. */
export function filesOthersCanRead(folder: string): string[] {
  if (process.platform === 'win32') return [];
  return readdirSync(folder).filter((name) => {
    const entry = statSync(join(folder, name));
    return entry.isFile() && (entry.mode & 0o077) !== 0;
  });
}
