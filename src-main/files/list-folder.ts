import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { asRefusal, FileRefusal } from './file-refusal.ts';
import type { Found, UsableFolder } from './find-in-folder.ts';
import { sizeOf } from './read-found.ts';

const MOST_LISTED = 400;
/** A folder with more is not read to its end. */
const MOST_SEEN = 20_000;

/** The files and folders directly in a folder, folders first, one line each. Throws FileRefusal. */
export async function listFolder({ path, label, stats }: Found): Promise<string> {
  if (stats === null) throw new FileRefusal(`There is no “${label}”.`);
  if (!stats.isDirectory()) throw new FileRefusal(`“${label}” is a file. Read it instead.`);
  const folders: string[] = [];
  const files: string[] = [];
  let isCut = false;
  try {
    for await (const entry of await opendir(path, { bufferSize: 256 })) {
      if (folders.length + files.length >= MOST_SEEN) isCut = true;
      if (isCut) break;
      if (entry.isDirectory()) folders.push(entry.name);
      else if (entry.isFile()) files.push(entry.name);
    }
  } catch (thrown) {
    throw asRefusal(thrown, label);
  }
  const names = [...folders.toSorted().map((name) => `${name}/`), ...files.toSorted()];
  if (names.length === 0) return `“${label}” is empty.`;
  const shown = await Promise.all(names.slice(0, MOST_LISTED).map((name) => lineOf(path, name)));
  const rest = names.length - shown.length;
  const more = rest > 0 || isCut ? [`[${isCut ? 'More than ' : ''}${rest} more are left out.]`] : [];
  return [`${label}/`, ...shown, ...more].join('\n');
}

async function lineOf(folder: string, name: string): Promise<string> {
  const shown = JSON.stringify(name).slice(1, -1);
  if (name.endsWith('/')) return `  ${shown}`;
  const stats = await lstat(join(folder, name)).catch(() => null);
  if (stats === null) return `  ${shown}`;
  return `  ${shown}  ${sizeOf(stats.size)}, ${stats.mtime.toISOString().slice(0, 16).replace('T', ' ')}`;
}

/** The folders themselves. */
export function listFolders(folders: readonly UsableFolder[]): string {
  return folders.map(({ name, mayWrite }) => `${name}/${mayWrite ? '' : '  (reading only)'}`).join('\n');
}
