/**
 * Uploads and downloads, in their own folder inside the data folder, readable only by this user. Uploads arrive in
 * parts, because commands are limited in size and a whole file would block everything else. Files left by an earlier
 * process are removed at startup.
 */
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { sanitizeName } from '#shared/sanitize-name.ts';
import { basename, join } from 'node:path';
import { partBytes } from '#shared/contract/transfer.ts';
import { TuteeError } from '#shared/errors.ts';
import { asDiskFailure, requireFreeSpace } from '../disk/disk-full.ts';
import { writeAllAt } from '../disk/write-all.ts';

/** Larger than any realistic database. */
const MAX_BYTES = 16 * 1024 ** 3;
/** Maximum number of uploads, and of downloads; the oldest is discarded. */
const MAX_FILES = 8;

interface Incoming {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly handle: FileHandle;
  received: number;
  writing: Promise<unknown>;
}

export interface OutgoingFile {
  /** The name offered to the user. */
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
  /** Ids of files that are being written and not offered yet. */
  readonly #making = new Set<string>();
  /** Ids of files whose data was forgotten for good meanwhile. */
  readonly #outdated = new Set<string>();

  constructor(dataDir: string, newId: () => string) {
    this.#folder = join(dataDir, 'transfer');
    this.#newId = newId;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async begin(name: string, bytes: number): Promise<{ fileId: string; partBytes: number }> {
    if (bytes > MAX_BYTES)
      throw new TuteeError('invalid_input', 'This file is too large.', { field: 'bytes' });
    const [oldest] = this.#incoming.keys();
    if (this.#incoming.size >= MAX_FILES && oldest !== undefined) await this.discard(oldest);
    const fileId = this.#newId();
    const path = this.#place(fileId);
    requireFreeSpace(path, bytes);
    const handle = await open(path, 'wx', 0o600);
    // A name from outside is only displayed; it never becomes part of a path.
    const displayName = sanitizeName(basename(name.replaceAll('\\', '/'))) || 'file';
    this.#incoming.set(fileId, {
      name: displayName,
      path,
      bytes,
      handle,
      received: 0,
      writing: Promise.resolve(),
    });
    return { fileId, partBytes };
  }

  /**
   * Appends a part. Parts arrive in order; a repeated one is ignored. Returns the number of bytes received. Throws
   * `disk_full`, `invalid_input`, `not_found`.
   */
  async part(fileId: string, offset: number, data: Buffer): Promise<number> {
    const file = this.#needIncoming(fileId);
    const write = file.writing.then(() => writePart(file, offset, data));
    file.writing = write.catch(() => undefined);
    try {
      await write;
    } catch (thrown) {
      const failure = asDiskFailure(thrown, file.path, file.bytes);
      // An incomplete upload must not fill the disk.
      if (failure !== thrown) await this.discard(fileId);
      throw failure;
    }
    return file.received;
  }

  /** The uploaded file. Throws `invalid_input` when it is incomplete. */
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
   * After memories were forgotten for good, files in transit may contain their words: aborts uploads, removes files
   * that wait to be saved, and withholds those being written.
   */
  async letGo(): Promise<void> {
    for (const fileId of this.#making) this.#outdated.add(fileId);
    const out = [...this.#outgoing].filter(([, { path }]) => path.startsWith(this.#folder));
    for (const fileId of [...this.#incoming.keys(), ...out.map(([id]) => id)]) await this.discard(fileId);
  }

  /** Reserves a path for a file to write; `offer` then makes it available. */
  reserve(): { fileId: string; path: string } {
    const fileId = this.#newId();
    this.#making.add(fileId);
    return { fileId, path: this.#place(fileId) };
  }

  /**
   * Makes a file available for saving; the oldest one is discarded when there are too many. Returns its size in bytes.
   * Throws `changed_since` when it is outdated.
   */
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
    if (this.#outgoing.size >= MAX_FILES && oldest !== undefined) void this.discard(oldest);
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
  await writeAllAt(file.handle, data, offset);
  file.received += data.length;
}
