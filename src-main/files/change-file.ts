/** Writes what was planned, and takes it back. */
import { lstat, mkdir, realpath, rm, rmdir } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import { TuteeError } from '#shared/errors.ts';
import type { FileChange } from '#shared/tools/file-change.ts';
import { replaceFile } from '../disk/replace-file.ts';
import { asRefusal, FileRefusal } from './file-refusal.ts';
import { digestOf } from './plan-change.ts';
import type { PlannedChange } from './plan-change.ts';
import { bytesOf, exactText, MOST_WRITTEN } from './read-found.ts';

/**
 * Throws FileRefusal, and `disk_full`.
 * @param onChange called with what Undo needs before anything is written; when it throws, nothing is
 */
export async function writeChange(
  { found, before, after }: PlannedChange,
  onChange: (change: FileChange) => void,
): Promise<void> {
  const folder = dirname(found.path);
  try {
    // A file that the user made read-only would be replaced all the same.
    if (found.stats !== null && (found.stats.mode & 0o222) === 0)
      throw new FileRefusal(`“${found.label}” is read-only.`);
    onChange({ path: found.path, before, after: digestOf(after), madeFolder: found.missingFolder });
    await mkdir(folder, { recursive: true });
    if ((await realpath(folder)) !== folder)
      throw new FileRefusal(`The folder of “${found.label}” was moved meanwhile. Try again.`);
    await replaceFile(found.path, Buffer.from(after), found.stats?.mode ?? null);
  } catch (thrown) {
    throw asRefusal(thrown, found.label);
  }
}

/** Makes a file what it was before a change. Throws `changed_since` when it is not as the change left it, and `disk_full`. */
export async function undoChange({ path, before, after, madeFolder }: FileChange): Promise<void> {
  const folder = dirname(path);
  const now = await textAt(path);
  // The change was recorded and did not happen, or the user has undone it.
  if (now === before) return;
  const isThere = await realpath(folder).catch(() => null);
  if (now === null || isThere !== folder || digestOf(now) !== after)
    throw new TuteeError('changed_since', 'The file was changed or moved since. Nothing was undone.');
  if (before !== null) return replaceFile(path, Buffer.from(before), (await lstat(path)).mode);
  await rm(path);
  await removeEmpty(folder, madeFolder);
}

/** Null: there is no such file, or none that a change could have left. */
async function textAt(path: string): Promise<string | null> {
  try {
    return exactText(await bytesOf({ path, label: path }, MOST_WRITTEN), path);
  } catch {
    return null;
  }
}

/** The folders that were created for a file, where nothing else is in them. */
async function removeEmpty(folder: string, topmost: string | null): Promise<void> {
  if (topmost === null) return;
  for (let at = folder; isWithin(at, topmost); at = dirname(at)) {
    try {
      await rmdir(at);
    } catch {
      return;
    }
  }
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`));
}
