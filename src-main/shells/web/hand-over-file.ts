/**
 * Leads the system's browser to the one-time link without the link in any command line, which every user of the machine
 * can read: the browser is told the path of a file that only this user can read, and that file goes on to the link.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { redirectPage } from './plain-pages.ts';

export interface HandOverFile {
  /** Writes the file anew and answers its path; null where none of the places can be written to. */
  write(url: string): string | null;
  /** Idempotent; never throws. */
  remove(): void;
}

/**
 * Where a browser can read the file, best first. On Linux browsers often come as a snap, which sees neither /tmp nor
 * the hidden folders of the home folder, where the data folder is by default. Elsewhere the folder for temporary files
 * belongs to one user.
 */
export function handOverPlaces(dataDir: string, platform: NodeJS.Platform = process.platform): string[] {
  return [platform === 'linux' ? homedir() : tmpdir(), dataDir];
}

/** Removes what a killed process left. Only the holder of the data folder's lock may call it. */
export function createHandOverFile(dataDir: string, places = handOverPlaces(dataDir)): HandOverFile {
  // Two Tutees with a data folder each must not take away each other's file.
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
    // Neither call takes what is there already, which somebody else may have made.
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
    // It cannot be reached; the link in it ends with this process.
  }
}
