/** Files that were uploaded instead of being added by their path: Tutee keeps them, in a folder for each upload, and reads them as any folder. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { requireFreeSpace } from '../disk/disk-full.ts';
import { makeOwnFolder, namesIn } from '../disk/own-folder.ts';
import { writeWhole } from '../disk/write-whole.ts';

export interface UploadedFile {
  /** As `attachmentName` gives it: one line, without folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const FOLDER_NAME = /^[0-9a-zA-Z-]{1,64}$/;

export class UploadedFiles {
  readonly #folder: string;
  readonly #mayDelete: () => boolean;

  /** @param mayDelete false while another database may come back, whose files look as if they belonged to nothing */
  constructor(folder: string, mayDelete: () => boolean) {
    this.#folder = folder;
    this.#mayDelete = mayDelete;
  }

  folderOf(sourceId: string): string {
    if (!FOLDER_NAME.test(sourceId)) throw new Error('That is not the id of a folder.');
    return join(this.#folder, sourceId);
  }

  /** Throws `disk_full`; nothing is left behind then. */
  async write(sourceId: string, files: readonly UploadedFile[]): Promise<void> {
    const folder = this.folderOf(sourceId);
    makeOwnFolder(folder);
    try {
      const taken = new Set<string>();
      for (const { name, bytes } of files) {
        const path = join(folder, freeName(name, taken));
        requireFreeSpace(path, bytes.length);
        await writeWhole(path, bytes);
      }
    } catch (thrown) {
      rmSync(folder, { recursive: true, force: true });
      throw thrown;
    }
  }

  /** Deletes the folders of all others. */
  keepOnly(sourceIds: ReadonlySet<string>): void {
    if (!this.#mayDelete()) return;
    for (const name of namesIn(this.#folder))
      if (!sourceIds.has(name)) rmSync(join(this.#folder, name), { recursive: true, force: true });
  }
}

/** A name that no other file has, that no system refuses, and that is not hidden. */
function freeName(given: string, taken: Set<string>): string {
  const plain = given.replaceAll(/[<>:"/\\|?*]|\p{Cc}/gu, '_').replace(/^[.~]+/, '_');
  for (let number = 1; ; number += 1) {
    const dot = plain.lastIndexOf('.');
    const at = dot > 0 ? dot : plain.length;
    const name = number === 1 ? plain : `${plain.slice(0, at)} (${number})${plain.slice(at)}`;
    const key = name.toLowerCase();
    if (taken.has(key)) continue;
    taken.add(key);
    return name;
  }
}
