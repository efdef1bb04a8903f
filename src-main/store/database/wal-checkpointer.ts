import { open, stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** Interval between two looks at the WAL's size, in ms. */
const CHECK_INTERVAL = 500;
/** Size in bytes from which the WAL is checkpointed: two seconds of the heaviest writing, or weeks of chatting. */
const CHECKPOINT_SIZE = 8 * 1024 * 1024;
/** Longest wait of a writer for a checkpoint, in ms: the worker thread may be busy with something else first. */
const MAX_WAIT = 250;

export interface WalCheckpointerPorts {
  /** The database file. */
  readonly path: string;
  /** Checkpoints the WAL, in another thread: it syncs the disk several times, which a user would feel. */
  readonly checkpoint: () => Promise<unknown>;
  readonly onFailure: (thrown: unknown) => void;
}

/**
 * Keeps the write-ahead log (WAL) short. SQLite's own checkpoint would run within a commit and block the main thread.
 */
export class WalCheckpointer {
  readonly #ports: WalCheckpointerPorts;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | null = null;
  /** Modification time of the WAL at the last checkpoint, in ms since 1970 UTC. */
  #checkpointedAt = 0;

  constructor(ports: WalCheckpointerPorts) {
    this.#ports = ports;
    this.#timer = setInterval(() => void this.checkpointIfLarge(), CHECK_INTERVAL).unref();
  }

  /** Resolves when the WAL is short enough or has been checkpointed. */
  checkpointIfLarge(): Promise<void> {
    this.#running ??= this.#checkpointIfLarge().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /**
   * Resolves when a checkpoint in progress ends, or after `timeout` ms. Long writers must wait here now and then:
   * SQLite restarts the WAL from its beginning only after all of it was checkpointed, and it would otherwise grow until
   * a commit has to checkpoint it on the main thread.
   */
  async waitForCheckpoint(timeout = MAX_WAIT): Promise<void> {
    if (this.#running === null) return;
    const ended = new AbortController();
    await Promise.race([
      this.#running.finally(() => ended.abort()),
      wait(timeout, undefined, { signal: ended.signal }).catch(() => undefined),
    ]);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  async #checkpointIfLarge(): Promise<void> {
    try {
      const { size, mtimeMs } = await stat(walOf(this.#ports.path));
      if (size < CHECKPOINT_SIZE || mtimeMs === this.#checkpointedAt) return;
      await this.#ports.checkpoint();
      this.#checkpointedAt = mtimeMs;
    } catch (thrown) {
      if (!isMissing(thrown)) this.#ports.onFailure(thrown);
    }
  }
}

/** Resolves when everything written to a database so far is on disk, without blocking the main thread. */
export async function syncWal(path: string): Promise<void> {
  try {
    const wal = await open(walOf(path), 'r+');
    try {
      await wal.sync();
    } finally {
      await wal.close();
    }
  } catch (thrown) {
    // There is no WAL after a checkpoint on close, which syncs the file itself.
    if (!isMissing(thrown)) throw thrown;
  }
}

function walOf(path: string): string {
  return `${path}-wal`;
}

function isMissing(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
}
