import { TuteeError } from '#shared/errors.ts';

/** The longest time between two sweeps, in ms. Recall leaves out expired memories by itself. */
const INTERVAL = 60_000;
/** The delay before words left in the files are erased again, in ms; doubles with each attempt. */
const RETRY_DELAY = 2_000;
/** How often one sweep tries to truncate the WAL. */
const ERASE_TRIES = 5;

/** A bin keeps everything for at least a minute, so a sweep always comes before the next item is due. */
interface SweptBin {
  /** Purges the items that are due. Returns their number. */
  sweep(now: number): number;
  /** When the next item is due, in ms since 1970; null: the bin is empty. */
  due(now: number): number | null;
}

export interface SweepPorts {
  /** Expires memories, purges those due in their bin, and erases what is left of them in the files. */
  readonly memories: { sweep(): Promise<void> };
  readonly bins: readonly SweptBin[];
  readonly files: {
    /** True: words deleted from the tables may still be in the files. */
    readonly leftOver: boolean;
    /** Truncates the WAL and checks the files. Throws `busy` while another connection reads the database. */
    erase(tries: number): Promise<unknown>;
  };
  readonly now: () => number;
  /** True: the clock jumped, so nothing may be deleted by time; see ClockWatch. */
  readonly isHeld: () => boolean;
  readonly onFailure: (thrown: unknown) => void;
}

/** Purges deleted items when they are due: the only place where bins are emptied. */
export class Sweep {
  readonly #ports: SweepPorts;
  #timer: NodeJS.Timeout | undefined;
  #current: Promise<void> = Promise.resolve();
  #retryDelay = RETRY_DELAY;
  #closed = false;

  constructor(ports: SweepPorts) {
    this.#ports = ports;
    void this.now();
  }

  /** Sweeps now, after a sweep in progress. Resolves at its end. */
  now(): Promise<void> {
    clearTimeout(this.#timer);
    this.#current = this.#current.then(() => this.#sweep());
    return this.#current;
  }

  /** Schedules an early sweep, because words were left in the files. */
  soon(): void {
    if (!this.#closed) this.#schedule(this.#retryDelay);
  }

  /** Waits for the sweep in progress. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#current;
  }

  async #sweep(): Promise<void> {
    const { memories, bins, files, now, onFailure } = this.#ports;
    if (this.#closed) return;
    let held = false;
    try {
      held = this.#ports.isHeld();
      if (held) {
        if (files.leftOver) await files.erase(ERASE_TRIES);
        return;
      }
      let gone = 0;
      for (const bin of bins) gone += bin.sweep(now());
      // Their words stay in the WAL until it is truncated.
      if (gone > 0) await files.erase(ERASE_TRIES);
      await memories.sweep();
    } catch (thrown) {
      // A failed sweep is retried by the next one.
      if (!(thrown instanceof TuteeError && thrown.code === 'busy')) onFailure(thrown);
    } finally {
      const { leftOver } = files;
      this.#retryDelay = leftOver ? Math.min(INTERVAL, 2 * this.#retryDelay) : RETRY_DELAY;
      const next = held ? INTERVAL : this.#untilDue();
      if (!this.#closed) this.#schedule(leftOver ? this.#retryDelay : next);
    }
  }

  #untilDue(): number {
    const now = this.#ports.now();
    const due = this.#ports.bins.map((bin) => (bin.due(now) ?? now + INTERVAL) - now);
    return Math.max(1, Math.min(INTERVAL, ...due));
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.now(), ms).unref();
  }
}
