import { existsSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { requireFreeSpace } from '../disk/disk-full.ts';
import { makeOwnFolder, namesIn } from '../disk/own-folder.ts';
import { unfinishedSuffix, writeWhole } from '../disk/write-whole.ts';
import type { AttachmentFiles } from './ports.ts';

/** File names are hashes only: nothing from outside becomes part of a path. */
const hashName = /^[0-9a-f]{64}$/;

/** Files in a folder of their own, readable only by this user. */
export class DiskFiles implements AttachmentFiles {
  readonly #folder: string;

  /** Removes files that a killed process left unfinished. */
  constructor(folder: string) {
    this.#folder = folder;
    for (const name of namesIn(folder))
      if (name.endsWith(unfinishedSuffix)) rmSync(join(folder, name), { force: true });
  }

  async write(hash: string, bytes: Uint8Array): Promise<void> {
    const path = this.#path(hash);
    if (existsSync(path)) return;
    makeOwnFolder(this.#folder);
    requireFreeSpace(path, bytes.length);
    await writeWhole(path, bytes);
  }

  async read(hash: string, offset: number, length: number): Promise<Buffer | null> {
    const path = this.#path(hash);
    if (!existsSync(path)) return null;
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const part = Buffer.alloc(Math.max(0, Math.min(length, size - offset)));
      const { bytesRead } = await file.read(part, 0, part.length, offset);
      return part.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }

  remove(hash: string): void {
    rmSync(this.#path(hash), { force: true });
  }

  hashes(): string[] {
    return namesIn(this.#folder).filter((name) => hashName.test(name));
  }

  #path(hash: string): string {
    if (!hashName.test(hash)) throw new Error('That is not the hash of a file.');
    return join(this.#folder, hash);
  }
}

/** Files of temporary chats, which are never written to disk. */
export class MemoryFiles implements AttachmentFiles {
  readonly #files = new Map<string, Uint8Array>();

  write(hash: string, bytes: Uint8Array): Promise<void> {
    this.#files.set(hash, bytes);
    return Promise.resolve();
  }

  read(hash: string, offset: number, length: number): Promise<Buffer | null> {
    const bytes = this.#files.get(hash);
    return Promise.resolve(bytes === undefined ? null : Buffer.from(bytes.subarray(offset, offset + length)));
  }

  remove(hash: string): void {
    this.#files.delete(hash);
  }

  hashes(): string[] {
    return [...this.#files.keys()];
  }
}
