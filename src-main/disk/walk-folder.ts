/** Lists the files of a folder. Never follows a symbolic link, so that nothing outside of the folder is read. */
import { lstat, opendir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { knowledgeLimits } from '#shared/knowledge/limits.ts';

export interface FoundFile {
  /** Within the folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** In ms since 1970. */
  readonly modified: number;
}

export interface FoundFiles {
  /** By path. */
  readonly files: readonly FoundFile[];
  /** The folders within it, '' for itself, to be watched. */
  readonly folders: readonly string[];
  /** Folders that could not be listed; what was read of them before stays. */
  readonly unlisted: readonly string[];
  /** True: there are more files than are read. */
  readonly more: boolean;
}

/** Folders of dependencies, caches and built files, which nobody wrote to be read. Hidden ones are left out anyway. */
const LEFT_OUT = new Set([
  'node_modules',
  'bower_components',
  '__pycache__',
  '__MACOSX',
  'venv',
  '$RECYCLE.BIN',
  'System Volume Information',
]);

/**
 * @param root the absolute path of a folder, or of a file, which is then the only one found. Throws as `lstat` does when it is not there.
 * @param between awaited after each folder; it may throw to stop.
 * @param options except: the absolute path of a folder that is left out, such as that of Tutee's own data. most: how many files.
 */
export async function walkFolder(
  root: string,
  between: () => Promise<void>,
  { except = '', most = knowledgeLimits.files }: { readonly except?: string; readonly most?: number } = {},
): Promise<FoundFiles> {
  const own = await lstat(root);
  if (own.isFile()) {
    const file = { path: basename(root), bytes: own.size, modified: own.mtimeMs };
    return { files: [file], folders: [], unlisted: [], more: false };
  }
  const files: FoundFile[] = [];
  const folders: string[] = [];
  const unlisted: string[] = [];
  const waiting: { readonly path: string; readonly depth: number }[] = [{ path: '', depth: 0 }];
  for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
    if (files.length > most) break;
    folders.push(folder.path);
    const names = await namesIn(join(root, folder.path), most + 1 - files.length);
    if (names === null) {
      unlisted.push(folder.path);
      continue;
    }
    const within = (name: string) => (folder.path === '' ? name : `${folder.path}/${name}`);
    for (const name of names.files) {
      const found = await lstat(join(root, within(name))).catch(() => null);
      if (found?.isFile() === true)
        files.push({ path: within(name), bytes: found.size, modified: found.mtimeMs });
    }
    if (folder.depth < knowledgeLimits.depth) {
      const inside = names.folders.map(within).filter((path) => join(root, path) !== except);
      waiting.unshift(...inside.map((path) => ({ path, depth: folder.depth + 1 })));
    }
    await between();
  }
  return { files: files.slice(0, most), folders, unlisted, more: files.length > most };
}

/** By name; null when the folder cannot be listed. Reads at most as many names of files as are wanted, so that a huge folder costs no more. */
async function namesIn(folder: string, most: number): Promise<{ files: string[]; folders: string[] } | null> {
  const files: string[] = [];
  const folders: string[] = [];
  try {
    for await (const entry of await opendir(folder, { bufferSize: 256 })) {
      const { name } = entry;
      if (name.startsWith('.') || name.startsWith('~$')) continue;
      // Of a symbolic link both are false.
      if (entry.isFile() && files.length < most) files.push(name);
      else if (entry.isDirectory() && !LEFT_OUT.has(name)) folders.push(name);
    }
  } catch {
    return null;
  }
  return { files: files.toSorted(), folders: folders.toSorted() };
}
