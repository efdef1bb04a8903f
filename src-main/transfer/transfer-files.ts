/**
 * Files on their way in and out, in a folder of their own inside the data folder, readable by this user alone. A file
 * comes in by parts, because a command has a limit and a whole file would hold up everything else. What lies there at the
 * start is of a run that ended, and is removed.
 */
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { sanitizeName } from '#shared/sanitize-name.ts';
import { basename, join } from 'node:path';
import { partBytes } from '#shared/contract/transfer.ts';
import { TuteeError } from '#shared/errors.ts';
import { asDiskFailure, needRoom } from '../disk/disk-full.ts';
import { writeWholeAt } from '../disk/write-whole.ts';

/** Larger than any database a person fills. */
const mostBytes = 16 * 1024 ** 3;
/** Files on their way at one time; the oldest gives way. */
const mostFiles = 8;

interface Incoming {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly handle: FileHandle;
  received: number;
  writing: Promise<unknown>;
}

export interface OutgoingFile {
  /** As the user is offered it. */
  readonly name: string;
  readonly path: string;
}

export interface ReceivedFile extends OutgoingFile {
  readonly bytes: number;
}

export class TransferFiles {
  readonly #folder: string;
  readonly #newId: () => string;
  readonly #incoming = new Map<string, Incoming>();
  readonly #outgoing = new Map<string, OutgoingFile>();
  /** Being made, and not offered yet. */
  readonly #making = new Set<string>();
  /** Made of what was forgotten for good since. */
  readonly #outdated = new Set<string>();

  constructor(dataDir: string, newId: () => string) {
    this.#folder = join(dataDir, 'transfer');
    this.#newId = newId;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async begin(name: string, bytes: number): Promise<{ fileId: string; partBytes: number }> {
    if (bytes > mostBytes)
      throw new TuteeError('invalid_input', 'This file is too large.', { field: 'bytes' });
    const [oldest] = this.#incoming.keys();
    if (this.#incoming.size >= mostFiles && oldest !== undefined) await this.discard(oldest);
    const fileId = this.#newId();
    const path = this.#place(fileId);
    needRoom(path, bytes);
    const handle = await open(path, 'wx', 0o600);
    // A name from outside is for people only; it never becomes part of a path.
    const shown = sanitizeName(basename(name.replaceAll('\\', '/'))) || 'file';
    this.#incoming.set(fileId, { name: shown, path, bytes, handle, received: 0, writing: Promise.resolve() });
    return { fileId, partBytes };
  }

  /** Parts come in order; one that is there already is passed over. Answers how many bytes are there. */
  async part(fileId: string, offset: number, data: Buffer): Promise<number> {
    const file = this.#needIncoming(fileId);
    const write = file.writing.then(() => writePart(file, offset, data));
    file.writing = write.catch(() => undefined);
    try {
      await write;
    } catch (thrown) {
      const failure = asDiskFailure(thrown, file.path, file.bytes);
      // What cannot be taken in whole must not fill the disk.
      if (failure !== thrown) await this.discard(fileId);
      throw failure;
    }
    return file.received;
  }

  /** The file, when all of it is there. */
  async received(fileId: string): Promise<ReceivedFile> {
    const file = this.#needIncoming(fileId);
    await file.writing;
    if (file.received === file.bytes) return { name: file.name, path: file.path, bytes: file.bytes };
    throw new TuteeError('invalid_input', 'The file did not arrive whole. Choose it again.');
  }

  async discard(fileId: string): Promise<void> {
    const incoming = this.#incoming.get(fileId);
    this.#incoming.delete(fileId);
    await incoming?.writing;
    await incoming?.handle.close();
    this.#making.delete(fileId);
    this.#outdated.delete(fileId);
    const path = incoming?.path ?? this.#outgoing.get(fileId)?.path;
    this.#outgoing.delete(fileId);
    if (path?.startsWith(this.#folder) === true) rmSync(path, { force: true });
  }

  /**
   * Memories were forgotten for good: what is on its way in or out may hold their words. An upload is cut off, a file that waits
   * to be saved is removed, one that is being made is not given out.
   */
  async letGo(): Promise<void> {
    for (const fileId of this.#making) this.#outdated.add(fileId);
    const out = [...this.#outgoing].filter(([, { path }]) => path.startsWith(this.#folder));
    for (const fileId of [...this.#incoming.keys(), ...out.map(([id]) => id)]) await this.discard(fileId);
  }

  /** A place for a file that is being made; `offer` then gives it its name. */
  newPlace(): { fileId: string; path: string } {
    const fileId = this.#newId();
    this.#making.add(fileId);
    return { fileId, path: this.#place(fileId) };
  }

  /** The user may save this file from now on; earlier exports give way. Throws `changed_since` for one that is outdated. */
  offer(fileId: string, file: OutgoingFile): number {
    this.#making.delete(fileId);
    if (this.#outdated.delete(fileId)) {
      rmSync(file.path, { force: true });
      throw new TuteeError(
        'changed_since',
        'Memories were forgotten for good while this file was made, so it was removed. Export again.',
      );
    }
    const bytes = statSync(file.path).size;
    const [oldest] = this.#outgoing.keys();
    if (this.#outgoing.size >= mostFiles && oldest !== undefined) void this.discard(oldest);
    this.#outgoing.set(fileId, file);
    return bytes;
  }

  outgoing(fileId: string): OutgoingFile | null {
    return this.#outgoing.get(fileId) ?? null;
  }

  async close(): Promise<void> {
    for (const { handle, writing } of this.#incoming.values()) {
      await writing;
      await handle.close();
    }
    this.#incoming.clear();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #place(fileId: string): string {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    return join(this.#folder, fileId);
  }

  #needIncoming(fileId: string): Incoming {
    const file = this.#incoming.get(fileId);
    if (file !== undefined) return file;
    throw new TuteeError('not_found', 'This file is not there any more. Choose it again.', {
      field: 'fileId',
    });
  }
}

async function writePart(file: Incoming, offset: number, data: Buffer): Promise<void> {
  if (offset < file.received) return;
  if (offset > file.received || offset + data.length > file.bytes) {
    throw new TuteeError('invalid_input', 'A part of the file is missing. Choose the file again.', {
      field: 'offset',
    });
  }
  await writeWholeAt(file.handle, data, offset);
  file.received += data.length;
}
