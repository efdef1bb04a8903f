import { lstat, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TuteeError } from '#shared/errors.ts';
import { sanitizeName } from '#shared/sanitize-name.ts';

/**
 * The folder or file at a path that the user typed or chose, without links on the way. Throws `invalid_input` with the reason.
 * @param dataDir Tutee's own data, which cannot be added
 */
export async function checkedPath(given: string, dataDir: string): Promise<{ path: string; name: string }> {
  // Terminals and file managers copy paths with quotes.
  const typed = given.trim().replace(/^(["'])(.*)\1$/su, '$2');
  const full = absolute(typed);
  if (!isAbsolute(full))
    throw refused(
      `Give the whole path, such as ${join(homedir(), 'Documents', 'Notes')}. “${shown(typed)}” is only a part of one.`,
    );
  const path = await existing(full);
  if (dirname(path) === path) throw refused('That is the whole drive. Add a folder on it.');
  if (isWithin(path, await realpath(dataDir)))
    throw refused('That is where Tutee keeps its own data. Add another folder.');
  return { path, name: nameOf(path) };
}

function absolute(typed: string): string {
  if (typed === '~' || /^~[/\\]/.test(typed)) return join(homedir(), typed.slice(1));
  // As browsers and file managers copy it.
  if (!typed.startsWith('file://')) return typed;
  try {
    return fileURLToPath(typed);
  } catch {
    return typed;
  }
}

async function existing(full: string): Promise<string> {
  try {
    const path = await realpath(full);
    const found = await lstat(path);
    if (found.isFile() || found.isDirectory()) return path;
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    if (code === 'EACCES' || code === 'EPERM')
      throw refused(`You may not read “${shown(full)}”. Change its permissions, or add another folder.`);
    throw refused(`There is no folder or file at “${shown(full)}”. Check the path.`);
  }
  throw refused(`“${shown(full)}” is neither a folder nor a file.`);
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

function nameOf(path: string): string {
  const name = sanitizeName(basename(path)).slice(0, 200);
  return name === '' ? 'Folder' : name;
}

function shown(path: string): string {
  const clean = sanitizeName(path);
  return clean.length > 120 ? `${clean.slice(0, 60)}…${clean.slice(-59)}` : clean;
}

function refused(why: string): TuteeError {
  return new TuteeError('invalid_input', why, { field: 'path' });
}
