/**
 * The work folder of code that runs in WebAssembly: its files are copied in before and, when they have changed, out afterwards. The code itself
 * never has a path of the machine.
 */
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { TuteeError } from '#shared/errors.ts';

/** Files by their path in the folder, with `/`. */
export type WorkFiles = ReadonlyMap<string, Uint8Array>;

const MOST_FILES = 1_000;
const MOST_DEEP = 8;

/** The regular files of a folder; links are left out. Throws `invalid_input` when they are more than `mostBytes` or too many. */
export function readWorkFolder(folder: string, mostBytes: number): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  let bytes = 0;
  const read = (within: string, depth: number): void => {
    for (const entry of readdirSync(join(folder, within), { withFileTypes: true })) {
      const name = within === '' ? entry.name : `${within}/${entry.name}`;
      if (entry.isDirectory()) {
        if (depth < MOST_DEEP) read(name, depth + 1);
      } else if (entry.isFile()) {
        bytes += lstatSync(join(folder, name)).size;
        if (bytes > mostBytes || files.size >= MOST_FILES) throw tooMuch(folder, mostBytes);
        files.set(name, new Uint8Array(readFileSync(join(folder, name))));
      }
    }
  };
  read('', 0);
  return files;
}

/** Makes the folder's files those of `after`, where they differ from `before`. Names that lead out of the folder are refused as a whole. */
export function writeWorkFolder(folder: string, before: WorkFiles, after: WorkFiles): void {
  const root = realpathSync(folder);
  for (const name of after.keys()) {
    if (!isInside(name))
      throw new TuteeError(
        'invalid_output',
        `The code wrote a file that cannot be kept: ${JSON.stringify(name)}.`,
      );
  }
  for (const [name, bytes] of after) {
    const kept = before.get(name);
    if (kept !== undefined && Buffer.compare(kept, bytes) === 0) continue;
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    // A link put there meanwhile must not lead elsewhere.
    if (realpathSync(dirname(path)) !== dirname(path))
      throw new TuteeError('invalid_output', `${name} is behind a link.`);
    rmSync(path, { force: true });
    writeFileSync(path, bytes, { flag: 'wx' });
  }
  for (const name of before.keys()) if (!after.has(name)) rmSync(join(root, name), { force: true });
}

function isInside(name: string): boolean {
  const parts = name.split('/');
  return parts.every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\:\0]/u.test(part));
}

function tooMuch(folder: string, mostBytes: number): TuteeError {
  const most = `${Math.floor(mostBytes / 2 ** 20)} MiB or ${MOST_FILES} files`;
  return new TuteeError('invalid_input', `The work folder ${folder} holds more than code may use: ${most}.`);
}
