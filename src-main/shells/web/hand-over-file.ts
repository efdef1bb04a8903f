/**
 * Opens the one-time link in the system's browser without putting it on a command line, which every user of the machine can read:
 * the browser opens a file that only this user can read, and the file redirects to the link.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { redirectPage } from './plain-pages.ts';

export interface HandOverFile {
  /** Writes the file and returns its path; null when none of the folders is writable. */
  write(url: string): string | null;
  /** Idempotent; never throws. */
  remove(): void;
}

/**
 * Folders that a browser can read, best first. On Linux browsers are often snaps, which cannot read /tmp or hidden folders of the
 * home folder, where the data folder is by default. On other systems the folder for temporary files belongs to one user.
 */
export function handOverPlaces(dataDir: string, platform: NodeJS.Platform = process.platform): string[] {
  return [platform === 'linux' ? homedir() : tmpdir(), dataDir];
}

/** Removes files that a killed process left. Only the holder of the data folder's lock may call it. */
export function createHandOverFile(dataDir: string, places = handOverPlaces(dataDir)): HandOverFile {
  // Named by the data folder, so that two instances do not remove each other's file.
  const name = `tutee-open-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`;
  const folders = places.map((place) => join(place, name));
  const remove = () => folders.forEach(removeFolder);
  remove();
  return {
    write(url) {
      remove();
      for (const folder of folders) {
        const path = writeInto(folder, url);
        if (path !== null) return path;
      }
      return null;
    },
    remove,
  };
}

function writeInto(folder: string, url: string): string | null {
  try {
    // Both calls fail for an existing path, which another user may have created.
    mkdirSync(folder, { mode: 0o700 });
    const path = join(folder, 'open-tutee.html');
    writeFileSync(path, redirectPage(url), { flag: 'wx', mode: 0o600 });
    return path;
  } catch {
    removeFolder(folder);
    return null;
  }
}

function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Not removable; the link in it is invalid once this process ends.
  }
}
