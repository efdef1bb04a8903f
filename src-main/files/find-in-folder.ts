/** From the path that a model gives to a file in a folder that the user allowed. Nothing leads out of it: not `..`, not links, not names. */
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { join } from 'node:path';
import { checkReadableName, checkWritableName } from './file-names.ts';
import { asRefusal, FileRefusal } from './file-refusal.ts';

/** A folder that tools may use. */
export interface UsableFolder {
  /** Unique among those that are used together. */
  readonly name: string;
  /** Absolute, without links. */
  readonly path: string;
  readonly mayWrite: boolean;
}

/** Where a path leads. */
export interface Found {
  readonly folder: UsableFolder;
  readonly path: string;
  /** As people and models are told it: `Notes/plans/a.md`. */
  readonly label: string;
  /** Null: there is nothing. */
  readonly stats: Stats | null;
  /** The topmost folder on the way that would have to be created; null: none. */
  readonly missingFolder: string | null;
}

export interface FindOptions {
  readonly folders: readonly UsableFolder[];
  /** Tutee's own data, which no tool reads, also where the user allowed a folder around it. */
  readonly dataDir: string;
  readonly forWriting?: boolean;
}

const LONGEST_PATH = 2_000;
const DEEPEST = 40;
/** How many names of a folder are compared with one that is not there. */
const COMPARED = 5_000;

/** Throws FileRefusal with what to do instead. */
export async function findInFolder(given: string, options: FindOptions): Promise<Found> {
  const { folder, parts } = placeOf(given, options.folders);
  if (options.forWriting === true) {
    if (!folder.mayWrite) throw new FileRefusal(`The files in “${folder.name}” may be read, not changed.`);
    for (const part of parts) checkWritableName(part);
  }
  for (const part of parts) checkReadableName(part);
  await checkRoot(folder);
  const own = await stat(options.dataDir).catch(() => null);
  let at: { path: string; label: string; stats: Stats | null } = {
    path: folder.path,
    label: folder.name,
    stats: await lstat(folder.path),
  };
  let missingFolder: string | null = null;
  for (const [index, part] of parts.entries()) {
    if (at.stats?.isDirectory() === false) throw new FileRefusal(`“${at.label}” is a file, not a folder.`);
    at = at.stats === null ? below(at, part, null) : await step(at, part);
    if (at.stats?.isSymbolicLink() === true)
      throw new FileRefusal(`“${at.label}” is a link, and links are not followed.`);
    if (at.stats !== null && own !== null && isSame(at.stats, own))
      throw new FileRefusal(`“${at.label}” is where Tutee keeps its own data. No tool uses that.`);
    if (at.stats === null && index < parts.length - 1) missingFolder ??= at.path;
  }
  return { folder, ...at, missingFolder };
}

type At = Pick<Found, 'path' | 'label' | 'stats'>;

function below({ path, label }: At, name: string, stats: Stats | null): At {
  return { path: join(path, name), label: `${label}/${name}`, stats };
}

/** One part further; a name that differs in nothing but how its accents are encoded is the same. */
async function step(at: At, name: string): Promise<At> {
  const direct = below(at, name, null);
  try {
    const stats = await lstat(direct.path);
    return { ...direct, stats };
  } catch (thrown) {
    const isMissing = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
    if (!isMissing) throw asRefusal(thrown, direct.label);
  }
  const names = (await readdir(at.path).catch(() => [])).slice(0, COMPARED);
  const same = names.find((other) => other.normalize('NFC') === name.normalize('NFC'));
  if (same !== undefined) return below(at, same, await lstat(join(at.path, same)));
  const alike = names.find((other) => caseless(other) === caseless(name));
  if (alike !== undefined)
    throw new FileRefusal(`There is no “${direct.label}”. Did you mean “${at.label}/${alike}”?`);
  return direct;
}

function placeOf(given: string, folders: readonly UsableFolder[]): { folder: UsableFolder; parts: string[] } {
  if (given.length > LONGEST_PATH || given.includes('\0')) throw new FileRefusal('That is not a path.');
  const path = process.platform === 'win32' ? given.replaceAll('\\', '/') : given;
  if (path.includes('\\')) throw new FileRefusal('Write paths with “/”.');
  const absolute = /^(?:\/|[a-z]:|~)/i.test(path) && !folders.some(({ name }) => path.startsWith(name));
  const { folder, rest } = absolute ? fromAbsolute(path, folders) : fromName(path, folders);
  const parts = rest.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) throw new FileRefusal('A path must not lead up with “..”.');
  if (parts.length > DEEPEST) throw new FileRefusal('That path has too many folders in it.');
  return { folder, parts };
}

interface Place {
  readonly folder: UsableFolder;
  readonly rest: string;
}

function fromAbsolute(path: string, folders: readonly UsableFolder[]): Place {
  const slashed = (folder: UsableFolder) => folder.path.replaceAll('\\', '/');
  const found = folders
    .filter((folder) => path === slashed(folder) || path.startsWith(`${slashed(folder)}/`))
    .toSorted((one, other) => other.path.length - one.path.length)[0];
  if (found === undefined) throw outside(path, folders);
  return { folder: found, rest: path.slice(found.path.length) };
}

/** By the name of the folder; it can be left out where there is one folder only. */
function fromName(path: string, folders: readonly UsableFolder[]): Place {
  const named = folders
    .filter(({ name }) => path === name || path.startsWith(`${name}/`))
    .toSorted((one, other) => other.name.length - one.name.length)[0];
  if (named !== undefined) return { folder: named, rest: path.slice(named.name.length) };
  const [only] = folders;
  if (only === undefined || folders.length > 1) throw outside(path, folders);
  return { folder: only, rest: path };
}

function outside(path: string, folders: readonly UsableFolder[]): FileRefusal {
  const names = folders.map(({ name }) => `“${name}”`).join(', ');
  return new FileRefusal(
    `“${path.slice(0, 200)}” is not in a folder that the user allowed. Those are: ${names}.`,
  );
}

/** A folder may have been replaced by a link since it was allowed. */
async function checkRoot({ path, name }: UsableFolder): Promise<void> {
  const real = await realpath(path).catch(() => null);
  if (real === null)
    throw new FileRefusal(`The folder “${name}” is not there any more. The user has to allow it anew.`);
  if (real !== path) throw new FileRefusal(`The folder “${name}” was moved. The user has to allow it anew.`);
}

function isSame(one: Stats, other: Stats): boolean {
  return one.dev === other.dev && one.ino === other.ino;
}

function caseless(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
