import { TuteeError } from '#shared/errors.ts';

/** How often things are looked through for those whose time has come at least, in ms. Recall itself never brings what is over. */
const EVERY = 60_000;
/** How soon words that could not be taken out of the files are tried again, in ms; twice as late each time. */
const AGAIN = 2_000;
/** How often the log is tried to be emptied in one sweep. */
const PATIENCE = 5;

/** A bin; nothing stays in one for less than a minute, so that each look comes before the next thing is due. */
interface SweptBin {
  /** Those whose time is over are gone for good. Answers how many went. */
  sweep(now: number): number;
  /** When the time of the next one is over. */
  due(now: number): number | null;
}

export interface SweepPorts {
  /** Memories expire, and leave their bin; what of them is left in the files is erased. */
  readonly memories: { sweep(): Promise<void> };
  readonly bins: readonly SweptBin[];
  readonly files: {
    /** True: words that are gone from the tables may still be in the files. */
    readonly leftOver: boolean;
    /** Empties the log, and looks for them. Throws `busy` while something else reads the database. */
    erase(tries: number): Promise<unknown>;
  };
  readonly now: () => number;
  /** True: the clock jumped, and nothing is deleted because its time is over. */
  readonly isHeld: () => boolean;
  readonly onFailure: (thrown: unknown) => void;
}

/** What is deleted goes for good when its time is over, while Tutee runs: the one place where bins empty themselves. */
export class Sweep {
  readonly #ports: SweepPorts;
  #timer: NodeJS.Timeout | undefined;
  #under: Promise<void> = Promise.resolve();
  #again = AGAIN;
  #closed = false;

  constructor(ports: SweepPorts) {
    this.#ports = ports;
    void this.now();
  }

  /** Resolves when everything was looked through once. */
  now(): Promise<void> {
    clearTimeout(this.#timer);
    this.#under = this.#under.then(() => this.#sweep());
    return this.#under;
  }

  /** Something was left in the files: it is tried again before long. */
  soon(): void {
    if (!this.#closed) this.#wait(this.#again);
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#under;
  }

  async #sweep(): Promise<void> {
    const { memories, bins, files, now, onFailure } = this.#ports;
    if (this.#closed) return;
    let held = false;
    try {
      held = this.#ports.isHeld();
      if (held) {
        if (files.leftOver) await files.erase(PATIENCE);
        return;
      }
      let gone = 0;
      for (const bin of bins) gone += bin.sweep(now());
      // Their words are in the log, until it is emptied.
      if (gone > 0) await files.erase(PATIENCE);
      await memories.sweep();
    } catch (thrown) {
      // Whatever is in the way, there is a next time.
      if (!(thrown instanceof TuteeError && thrown.code === 'busy')) onFailure(thrown);
    } finally {
      const { leftOver } = files;
      this.#again = leftOver ? Math.min(EVERY, 2 * this.#again) : AGAIN;
      const next = held ? EVERY : this.#untilDue();
      if (!this.#closed) this.#wait(leftOver ? this.#again : next);
    }
  }

  #untilDue(): number {
    const now = this.#ports.now();
    const due = this.#ports.bins.map((bin) => (bin.due(now) ?? now + EVERY) - now);
    return Math.max(1, Math.min(EVERY, ...due));
  }

  #wait(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.now(), ms).unref();
  }
}
