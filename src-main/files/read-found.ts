/** Opens files so that what is read is what was found: no link, no device, nothing that has another name elsewhere. */
import { constants, lstat, open, realpath } from 'node:fs/promises';
import { formOf } from '../attachments/reading/file-form.ts';
import { decodedText } from '../attachments/reading/read-text.ts';
import { asRefusal, FileRefusal } from './file-refusal.ts';
import type { Found } from './find-in-folder.ts';

/** The largest file that is read, in bytes. */
export const MOST_READ = 5 * 2 ** 20;
/** The largest that is written or changed: its text is kept for Undo. */
export const MOST_WRITTEN = 2 ** 20;

/** The bytes of a file. Throws FileRefusal. */
export async function bytesOf(found: Pick<Found, 'path' | 'label'>, most: number): Promise<Buffer> {
  try {
    // A named pipe would wait for ever.
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    const file = await open(found.path, flags);
    try {
      const opened = await file.stat();
      if (opened.isDirectory()) throw new FileRefusal(`“${found.label}” is a folder.`);
      if (!opened.isFile()) throw new FileRefusal(`“${found.label}” is not a file.`);
      if (opened.nlink > 1)
        throw new FileRefusal(
          `“${found.label}” has another name elsewhere on the disk (a hard link). It is not read.`,
        );
      if (opened.size > most)
        throw new FileRefusal(
          `“${found.label}” has ${sizeOf(opened.size)}; at most ${sizeOf(most)} are used.`,
        );
      // A folder on the way may have become a link between the look and the opening.
      const there = await lstat(found.path);
      if ((await realpath(found.path)) !== found.path || there.ino !== opened.ino || there.dev !== opened.dev)
        throw new FileRefusal(`“${found.label}” was moved meanwhile. Try again.`);
      const bytes = await file.readFile();
      return bytes.subarray(0, most);
    } finally {
      await file.close();
    }
  } catch (thrown) {
    throw asRefusal(thrown, found.label);
  }
}

/** The text of a file in whichever encoding, to be read. Throws FileRefusal for what is none, which says what it is. */
export function textOf(bytes: Buffer, label: string): string {
  const form = formOf(bytes);
  const text = form === 'other' ? decodedText(bytes, MOST_READ) : null;
  if (text === null)
    throw new FileRefusal(`“${label}” is no text but ${kinds[form]} (${sizeOf(bytes.length)}).`);
  return text;
}

/** The text of a file that is to be changed, which is written back byte for byte where nothing changes. Throws FileRefusal. */
export function exactText(bytes: Buffer, label: string): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Another encoding: what would be written differs from what was read.
  }
  throw new FileRefusal(`“${label}” is no text in UTF-8, so it cannot be changed without damage.`);
}

export function sizeOf(bytes: number): string {
  if (bytes < 1_024) return `${bytes} bytes`;
  return bytes < 2 ** 20 ? `${Math.round(bytes / 1_024)} kB` : `${(bytes / 2 ** 20).toFixed(1)} MB`;
}

const pictures = 'a picture';
const kinds: Readonly<Record<ReturnType<typeof formOf>, string>> = {
  png: pictures,
  jpeg: pictures,
  gif: pictures,
  webp: pictures,
  pdf: 'a PDF. The user can attach it to a message, or add its folder under Knowledge',
  zip: 'an archive or an office file. The user can attach documents to a message, or add their folder under Knowledge',
  ole: 'an office file of the kind before 2007',
  other: 'binary',
};
