/**
 * Notices changes in folders. On macOS and Windows the system watches a folder with all that is in it. On Linux it watches single folders,
 * and Node's own recursion would open a watcher for every file as well; the folders that were found while reading are enough. A change
 * that is missed is found at the next start.
 */
import { watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { join } from 'node:path';

/** Systems allow a few thousand watched folders to each user. */
const MOST_FOLDERS = 2_000;
/** Several changes in a row are one, in ms. */
const REST = 1_500;
/** A file that is written all the time does not have the whole folder looked through each time, in ms. */
const LEAST_BETWEEN = 15_000;

class FolderWatch {
  readonly #watchers: FSWatcher[] = [];
  readonly #onChange: () => void;
  readonly #notBefore: number;
  #timer: NodeJS.Timeout | null = null;

  /**
   * @param root the absolute path of a folder or file
   * @param folders the folders in it, '' for itself; empty for a file
   * @param notBefore the earliest time of the next call, as of `performance.now()`
   * @param onChange called once after some changes, when it rests
   */
  constructor(root: string, folders: readonly string[], notBefore: number, onChange: () => void) {
    this.#onChange = onChange;
    this.#notBefore = notBefore;
    const single = process.platform === 'linux' || folders.length === 0;
    if (!single) this.#watch(root, true);
    else if (folders.length === 0) this.#watch(root, false);
    else
      for (const folder of folders.slice(0, MOST_FOLDERS)) if (!this.#watch(join(root, folder), false)) break;
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    for (const watcher of this.#watchers) watcher.close();
  }

  /** False when the system watches no more. */
  #watch(path: string, recursive: boolean): boolean {
    try {
      const watcher = watch(path, { recursive, persistent: false }, () => this.#changed());
      // A folder that goes away ends its watcher; the folder above reports it.
      watcher.on('error', () => watcher.close());
      this.#watchers.push(watcher);
      return true;
    } catch {
      return false;
    }
  }

  #changed(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#onChange, Math.max(REST, this.#notBefore - performance.now())).unref();
  }
}

/** One watch for each source. */
export class FolderWatches {
  readonly #watches = new Map<string, FolderWatch>();
  /** When each was last told to have changed. */
  readonly #changed = new Map<string, number>();

  /** Watches a source, in place of what was watched of it before. Parameters as of `FolderWatch`. */
  watch(id: string, root: string, folders: readonly string[], onChange: () => void): void {
    this.end(id);
    const last = this.#changed.get(id);
    const notBefore = last === undefined ? 0 : last + LEAST_BETWEEN;
    const changed = () => {
      this.#changed.set(id, performance.now());
      onChange();
    };
    this.#watches.set(id, new FolderWatch(root, folders, notBefore, changed));
  }

  end(id: string): void {
    this.#watches.get(id)?.close();
    this.#watches.delete(id);
  }

  close(): void {
    for (const id of this.#watches.keys()) this.end(id);
  }
}
