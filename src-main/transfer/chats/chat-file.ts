/**
 * Reads the chats in another assistant's export, from JSON or from a ZIP archive, one at a time: a file of a gigabyte needs no more memory
 * than its largest chat.
 */
import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { chatFileLimits } from '#shared/contract/transfer.ts';
import { TuteeError } from '#shared/errors.ts';
import { isChatgptChat, readChatgptChat } from './chatgpt-chat.ts';
import { isClaudeChat, readClaudeChat } from './claude-chat.ts';
import type { ChatFault, ExportedChat } from './exported-chat.ts';
import { fieldsOf, textOf } from './export-values.ts';
import { JsonElementError, jsonElements } from './json-elements.ts';
import { withZipEntries, ZipError } from './zip-file.ts';
import type { ZipEntry } from './zip-file.ts';

export interface ChatReader {
  /** In the order of the file. */
  readonly onChat: (chat: ExportedChat) => Promise<void>;
  readonly onFault: (fault: ChatFault) => void;
  /** Called with what the file says about the user apart from the chats. */
  readonly onAbout: (text: string) => void;
  /** Called with the share of the file that was read, 0 to 1, every few megabytes. Returns whether to continue. */
  readonly onProgress: (share: number) => Promise<boolean>;
}

/** Bytes per read. */
const CHUNK = 256 * 1024;
/** Bytes between two reports of progress. */
const STEP = 4 * 1024 ** 2;
/** How much of the beginning of a file is read to detect its type, in bytes. */
const HEAD = 64 * 1024;

/** Matches "conversations.json" and the parts of a large export. */
const chatsName = /^conversations(?:-\d{1,6})?\.json$/u;
const memoriesName = 'memories.json';

/** True for a ZIP archive, and for JSON that begins like an export of chats. */
export function mayHoldChats(path: string): boolean {
  const head = headOf(path);
  return isZip(head) || /"(?:mapping|chat_messages)"\s*:\s*[[{]/u.test(head);
}

/**
 * Reads a file to its end, or until `onProgress` returns false; returns whether it was read to its end. Throws `invalid_input` with the
 * reason if it cannot be read, `not_found` if it is gone.
 */
export async function readChatFile(path: string, reader: ChatReader): Promise<boolean> {
  try {
    if (!isZip(headOf(path))) {
      const bytes = statSync(path).size;
      return await readJson(
        createReadStream(path, { highWaterMark: CHUNK }),
        reader,
        progress(reader, bytes),
      );
    }
    const wanted = (name: string): boolean => chatsName.test(name) || name === memoriesName;
    return await withZipEntries(path, wanted, chatFileLimits.bytes, (entries) =>
      readEntries(entries, reader),
    );
  } catch (thrown) {
    if (thrown instanceof ZipError || thrown instanceof JsonElementError) throw refused(thrown.message);
    // Uploads are deleted when memories are forgotten for good, because they may contain the words.
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT')
      throw new TuteeError('not_found', 'This file is not there any more. Choose it again.');
    throw thrown;
  }
}

async function readEntries(entries: readonly ZipEntry[], reader: ChatReader): Promise<boolean> {
  if (!entries.some(({ name }) => chatsName.test(name))) {
    throw refused(
      'There is no conversations.json in this archive. Choose the export of ChatGPT or Claude as it came.',
    );
  }
  const total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  const report = progress(reader, total);
  for (const entry of entries) {
    const chunks = await entry.read();
    const isOfChats = entry.name !== memoriesName;
    if (!(isOfChats ? await readJson(chunks, reader, report) : await readAbout(chunks, reader, report)))
      return false;
  }
  return true;
}

type Report = (bytes: number) => Promise<boolean>;

function progress(reader: ChatReader, total: number): Report {
  let done = 0;
  let reported = 0;
  return (bytes) => {
    done += bytes;
    if (done - reported < STEP) return Promise.resolve(true);
    reported = done;
    return reader.onProgress(Math.min(1, done / Math.max(1, total)));
  };
}

/** Stops reading chunks when `onProgress` returns false. */
async function* reporting(
  chunks: AsyncIterable<unknown>,
  report: Report,
  stop: () => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    const bytes = chunk as Uint8Array;
    if (!(await report(bytes.length))) return stop();
    yield bytes;
  }
}

async function readJson(
  chunks: AsyncIterable<unknown>,
  reader: ChatReader,
  report: Report,
): Promise<boolean> {
  let stopped = false;
  const read = reporting(chunks, report, () => {
    stopped = true;
  });
  // A file can also contain a single chat, whose members arrive one by one.
  const single: Record<string, unknown> = {};
  try {
    for await (const { key, value } of jsonElements(read, chatFileLimits.chatBytes)) {
      if (key === null) await readElement(value, reader);
      else if (key !== '__proto__') single[key] = value;
    }
  } catch (thrown) {
    if (!stopped) throw thrown;
  }
  if (stopped) return false;
  if (isChatgptChat(single) || isClaudeChat(single)) await readElement(single, reader);
  return true;
}

async function readElement(value: unknown, reader: ChatReader): Promise<void> {
  const fields = fieldsOf(value);
  const chat =
    fields === null
      ? 'unknown form'
      : isChatgptChat(fields)
        ? readChatgptChat(fields)
        : isClaudeChat(fields)
          ? readClaudeChat(fields)
          : 'unknown form';
  if (typeof chat === 'string') reader.onFault(chat);
  else await reader.onChat(chat);
}

/** Claude's own notes about the user: texts at any depth of a small file. */
async function readAbout(
  chunks: AsyncIterable<Uint8Array>,
  reader: ChatReader,
  report: Report,
): Promise<boolean> {
  for await (const { value } of jsonElements(chunks, chatFileLimits.aboutBytes)) {
    const fields = fieldsOf(value);
    const text = textOf(fields?.['conversations_memory']);
    if (text !== '') reader.onAbout(text);
  }
  return report(0);
}

function headOf(path: string): string {
  const start = Buffer.alloc(HEAD);
  const file = openSync(path, 'r');
  try {
    return start.toString('latin1', 0, readSync(file, start, 0, HEAD, 0));
  } finally {
    closeSync(file);
  }
}

/** The signatures of an archive with entries, and of an empty one. */
function isZip(head: string): boolean {
  return head.startsWith('PK\u0003\u0004') || head.startsWith('PK\u0005\u0006');
}

function refused(why: string): TuteeError {
  return new TuteeError('invalid_input', `This file was not taken in. ${why}`);
}
