/** Reads the files of skills from a folder, a ZIP archive, or a SKILL.md alone. Nothing is unpacked to the disk. */
import { lstat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fromBuffer } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { TuteeError } from '#shared/errors.ts';
import { walkFolder } from '../disk/walk-folder.ts';
import { FileRefusal } from '../files/file-refusal.ts';
import { bytesOf } from '../files/read-found.ts';
import type { SkillFiles } from './ports.ts';

/** Of all files together, several skills included. */
const MOST_BYTES = 40 * 2 ** 20;
const MOST_FILES = 4_000;

/** @param path absolute, without links. Throws `invalid_input`. */
export async function filesAt(path: string): Promise<SkillFiles> {
  try {
    if ((await lstat(path)).isFile())
      return await filesOf(basename(path), await bytesOf({ path, label: basename(path) }, MOST_BYTES));
    const { files: found, more } = await walkFolder(path, () => Promise.resolve(), { most: MOST_FILES });
    if (more || found.reduce((sum, { bytes }) => sum + bytes, 0) > MOST_BYTES) throw tooMuch();
    const files = new Map<string, Uint8Array>();
    for (const { path: within } of found)
      files.set(within, await bytesOf({ path: join(path, within), label: within }, MOST_BYTES));
    return files;
  } catch (thrown) {
    if (!(thrown instanceof FileRefusal)) throw thrown;
    throw new TuteeError('invalid_input', thrown.message, { field: 'path' });
  }
}

/** The files of an archive, or the file itself. Throws `invalid_input`. */
export async function filesOf(name: string, bytes: Uint8Array): Promise<SkillFiles> {
  if (/\.md$/i.test(name)) return new Map([['SKILL.md', bytes]]);
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isZip)
    throw new TuteeError('invalid_input', 'That is no skill. Give a folder, a ZIP archive or a SKILL.md.', {
      field: 'path',
    });
  try {
    return await unpacked(bytes);
  } catch (thrown) {
    if (thrown instanceof TuteeError) throw thrown;
    throw new TuteeError('invalid_input', 'This archive is damaged.', { field: 'path', cause: thrown });
  }
}

async function unpacked(bytes: Uint8Array): Promise<SkillFiles> {
  const zip = await opened(bytes);
  try {
    if (zip.entryCount > MOST_FILES) throw tooMuch();
    const files = new Map<string, Uint8Array>();
    let room = MOST_BYTES;
    // A name that leads out of the archive ends it: yauzl checks them.
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/') || isLink(entry)) continue;
      if (entry.isEncrypted())
        throw new TuteeError('invalid_input', 'This archive is locked with a password.', { field: 'path' });
      const content = await contentOf(zip, entry, room);
      room -= content.length;
      files.set(entry.fileName, content);
    }
    return files;
  } finally {
    zip.close();
  }
}

/** The stated size cannot be trusted. */
async function contentOf(zip: ZipFile, entry: Entry, room: number): Promise<Buffer> {
  if (entry.uncompressedSize > room) throw tooMuch();
  const chunks: Buffer[] = [];
  let size = 0;
  const stream = await zip.openReadStreamPromise(entry);
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > room) throw tooMuch();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** By the permissions that Unix stores with an entry. */
function isLink({ externalFileAttributes }: Entry): boolean {
  return ((externalFileAttributes >>> 16) & 0o170000) === 0o120000;
}

function opened(bytes: Uint8Array): Promise<ZipFile> {
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: true };
  return new Promise((resolve, reject) => {
    fromBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), options, (error, zip) => {
      if (error === null) resolve(zip);
      else reject(error);
    });
  });
}

function tooMuch(): TuteeError {
  return new TuteeError(
    'invalid_input',
    'That holds far more than skills do: at most 4,000 files and 40 MB are read.',
    {
      field: 'path',
    },
  );
}
