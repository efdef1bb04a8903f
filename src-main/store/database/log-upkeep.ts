import { open, stat } from 'node:fs/promises';
import { setTimeout as later } from 'node:timers/promises';

/** The log is looked at so often, in ms. */
const EVERY = 500;
/** A log of so many bytes is brought into the file: two seconds of the heaviest writing, and weeks of chatting. */
const LARGE = 8 * 1024 * 1024;
/** Who writes without end waits so long for it at most, in ms: the thread may be at something else first. */
const REST = 250;

export interface LogUpkeepPorts {
  /** The database file. */
  readonly path: string;
  /** Brings the log into the file, in another thread: it waits for the disk several times, which a person would feel. */
  readonly checkpoint: () => Promise<unknown>;
  readonly onFailure: (thrown: unknown) => void;
}

/** Keeps the write-ahead log short. SQLite would do so within some commit, and hold up the main loop for that long. */
export class LogUpkeep {
  readonly #ports: LogUpkeepPorts;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | null = null;
  /** When the log had last been written to when it was last brought in, in ms since 1970. */
  #seen = 0;

  constructor(ports: LogUpkeepPorts) {
    this.#ports = ports;
    this.#timer = setInterval(() => void this.look(), EVERY).unref();
  }

  /** Resolves when the log is short enough, or was brought in. */
  look(): Promise<void> {
    this.#running ??= this.#look().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /**
   * Resolves when a log that is being brought in is in, or after so many ms. Who writes without end must wait here now and then: the
   * log begins anew only when all of it was brought in, and would grow until a commit has to do that on the main loop.
   */
  async rest(patience = REST): Promise<void> {
    if (this.#running === null) return;
    const late = new AbortController();
    await Promise.race([
      this.#running.finally(() => late.abort()),
      later(patience, undefined, { signal: late.signal }).catch(() => undefined),
    ]);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  async #look(): Promise<void> {
    try {
      const { size, mtimeMs } = await stat(logOf(this.#ports.path));
      if (size < LARGE || mtimeMs === this.#seen) return;
      await this.#ports.checkpoint();
      this.#seen = mtimeMs;
    } catch (thrown) {
      if (!isMissing(thrown)) this.#ports.onFailure(thrown);
    }
  }
}

/** Everything that was written to a database so far is on disk when this resolves; the main loop does not wait for the disk. */
export async function syncLog(path: string): Promise<void> {
  try {
    const log = await open(logOf(path), 'r+');
    try {
      await log.sync();
    } finally {
      await log.close();
    }
  } catch (thrown) {
    // There is none when it was brought into the file, which syncs that.
    if (!isMissing(thrown)) throw thrown;
  }
}

function logOf(path: string): string {
  return `${path}-wal`;
}

function isMissing(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
}
