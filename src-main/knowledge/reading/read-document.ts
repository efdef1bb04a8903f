/** Reads one file of a folder: checks what it is by its first bytes, has PDF and office files read by the reader of attachments. */
import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join, sep } from 'node:path';
import { formatBytes } from '#shared/attachments/limits.ts';
import { knowledgeLimits } from '#shared/knowledge/limits.ts';
import { TuteeError } from '#shared/errors.ts';
import type { FileContent } from '../../attachments/reading/file-content.ts';
import { formOf } from '../../attachments/reading/file-form.ts';
import { firstCharacters, withLines } from '../../attachments/reading/limited-text.ts';
import { decodedText } from '../../attachments/reading/read-text.ts';
import type { Passage } from './passages.ts';
import { documentPassages, textPassages } from './pieces.ts';
import type { FoundFile } from '../../disk/walk-folder.ts';

export interface DocumentContent extends FoundFile {
  /** SHA-256 in hexadecimal; null: it was not read. */
  readonly hash: string | null;
  readonly state: 'read' | 'failed' | 'left_out';
  /** Why it was not read, or what was cut, in words; null: nothing. */
  readonly note: string | null;
  readonly passages: readonly Passage[];
}

/** Reads a PDF or an office file, contained. Throws `unreadable_file`. */
export type ReadContained = (bytes: Uint8Array) => Promise<FileContent>;

const HEAD = 4_096;
const ATTEMPTS = 3;
/** Four bytes hold a character in UTF-8, and two units in UTF-16. */
const READ_BYTES = knowledgeLimits.text * 4;
const PRIVATE_KEY = /^\s{0,9}-----BEGIN [A-Z ]{0,30}PRIVATE KEY/;
const NOT_TEXT = 'It is no text, PDF, Word document or spreadsheet.';

/**
 * Never throws: what cannot be read is told in the note.
 * @param knownHash the content that the index has; when it is the same, the answer is 'same'.
 */
export async function readDocument(
  root: string,
  file: FoundFile,
  knownHash: string | null,
  readContained: ReadContained,
): Promise<DocumentContent | 'same'> {
  const without = (state: 'failed' | 'left_out', note: string): DocumentContent => ({
    ...file,
    hash: null,
    state,
    note,
    passages: [],
  });
  if (file.bytes === 0) return without('left_out', 'It is empty.');
  let bytes: Uint8Array;
  try {
    const read = await wholeFile(root, file);
    if ('note' in read) return without(read.state, read.note);
    bytes = read.bytes;
  } catch (thrown) {
    return without('failed', whyNot(thrown));
  }
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (hash === knownHash) return 'same';
  try {
    return {
      ...file,
      bytes: bytes.length,
      hash,
      state: 'read',
      ...(await contentOf(file.path, bytes, readContained)),
    };
  } catch (thrown) {
    if (thrown instanceof TuteeError && thrown.code === 'cancelled') throw thrown;
    return { ...without('failed', whyNot(thrown)), hash };
  }
}

async function contentOf(
  path: string,
  bytes: Uint8Array,
  readContained: ReadContained,
): Promise<Pick<DocumentContent, 'passages' | 'note'>> {
  if (formOf(bytes) !== 'other') {
    const content = await readContained(bytes);
    return { passages: documentPassages(content), note: content.cut };
  }
  const decoded = decodedText(bytes, READ_BYTES);
  if (decoded === null) throw new TuteeError('unreadable_file', NOT_TEXT);
  const text = withLines(decoded);
  const kept = text.slice(0, knowledgeLimits.text).toWellFormed();
  const cut = kept.length < text.length || bytes.length > READ_BYTES;
  return { passages: textPassages(path, kept), note: cut ? firstCharacters(kept.length) : null };
}

/** The content of a file that does not change meanwhile, or why it is left out. */
async function wholeFile(
  root: string,
  { path }: FoundFile,
): Promise<
  { readonly bytes: Uint8Array } | { readonly state: 'failed' | 'left_out'; readonly note: string }
> {
  const full = join(root, path);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const handle = await openInside(root, full);
    try {
      const before = await handle.stat();
      if (!before.isFile()) return { state: 'left_out', note: 'It is no file.' };
      if (before.size > knowledgeLimits.bytes)
        return {
          state: 'left_out',
          note: `It has ${formatBytes(before.size)}; files of up to ${formatBytes(knowledgeLimits.bytes)} are read.`,
        };
      const head = await part(handle, Math.min(HEAD, before.size), 0);
      const why = leftOutBy(head);
      if (why !== null) return { state: 'left_out', note: why };
      const bytes = await part(handle, before.size, 0);
      const after = await handle.stat();
      if (bytes.length === before.size && after.size === before.size && after.mtimeMs === before.mtimeMs)
        return { bytes };
    } finally {
      await handle.close();
    }
  }
  return { state: 'failed', note: 'It changed while it was read. It is read again when it rests.' };
}

/** Opens a file, unless it, or a folder on the way to it, has become a link that leads outside. */
async function openInside(root: string, path: string): Promise<FileHandle> {
  const real = await realpath(path);
  const inside = await realpath(root);
  if (real !== inside && !real.startsWith(inside.endsWith(sep) ? inside : inside + sep))
    throw new TuteeError('unreadable_file', 'It is a link to somewhere else.');
  // Without waiting: a pipe that took its place would never be opened.
  return await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
}

async function part(handle: FileHandle, length: number, from: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, from + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/** Why a file with this beginning is not read; null: it may be one of those that are. */
function leftOutBy(head: Uint8Array): string | null {
  switch (formOf(head)) {
    case 'png':
    case 'jpeg':
    case 'gif':
    case 'webp':
      return 'It is an image; only texts are read.';
    case 'pdf':
    case 'zip':
    case 'ole':
      return null;
    case 'other': {
      const isWide = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
      if (head.includes(0) && !isWide) return NOT_TEXT;
      return PRIVATE_KEY.test(new TextDecoder('latin1').decode(head)) ? 'It holds a private key.' : null;
    }
  }
}

function whyNot(thrown: unknown): string {
  if (thrown instanceof TuteeError) return thrown.message;
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (code === 'EACCES' || code === 'EPERM') return 'You may not read it; change its permissions.';
  if (code === 'ENOENT') return 'It is not there any more, or its name cannot be read.';
  if (code === 'ELOOP') return 'It is a link to somewhere else.';
  return `It could not be read${code === '' ? '' : ` (${code})`}.`;
}
