/**
 * Changes of so many memories that somebody waits for them: done slice by slice, so that the main loop is free in between,
 * with progress told and a way to stop. Owns the pace; what is done to a slice is the caller's.
 */
import type { ChangeProgress } from '#shared/contract/memory-changing.ts';
import { TuteeError } from '#shared/errors.ts';
import { retryWhileLocked } from '#shared/retry-while-locked.ts';

/** A slice may hold up the main loop so long, in ms: with what else a round does it stays under one frame. */
const SLICE_MS = 4;
/** The first slice, and the least. */
const USUAL: Pace = { first: 50, least: 25 };
const MOST = 500;
/** Fewer are done before a person could read that they are under way. */
const FEW = 500;
/** Progress is told so many times at most. */
const TELLINGS = 50;

export interface Pace {
  readonly first: number;
  readonly least: number;
}

export interface LongChangePorts {
  /** Lets whatever else waits have its turn. */
  readonly yieldToEventLoop: () => Promise<void>;
  readonly tell: (progress: ChangeProgress) => void;
  /** Between two tries to write while another program holds the database; left out: none. */
  readonly pause?: () => Promise<void>;
}

export class LongChanges {
  readonly #ports: LongChangePorts;
  readonly #running = new Map<string, { stopped: boolean }>();

  constructor(ports: LongChangePorts) {
    this.#ports = ports;
  }

  /** The change ends with the slice that is under way. Nothing happens when it has ended. */
  stop(changeId: string): void {
    const running = this.#running.get(changeId);
    if (running !== undefined) running.stopped = true;
  }

  /** Throws `busy` for a change that is under way: only a whole one can be taken back. */
  refuseRunning(changeId: string): void {
    if (!this.#running.has(changeId)) return;
    throw new TuteeError('busy', 'This change is still under way. Wait until it is done, or cancel it.');
  }

  /**
   * Calls `work` with one slice of the items after the other; each is to be one transaction, so that a kill in between leaves
   * every memory whole.
   * @returns how many items were worked on: all, or fewer when it was stopped.
   */
  async run<Item>(
    changeId: string,
    items: readonly Item[],
    work: (slice: readonly Item[]) => void,
    pace: Pace = USUAL,
  ): Promise<number> {
    const running = { stopped: false };
    this.#running.set(changeId, running);
    const { pause = () => Promise.resolve() } = this.#ports;
    const total = items.length;
    const step = Math.ceil(total / TELLINGS);
    let [done, told, size] = [0, 0, pace.first];
    try {
      while (done < total && !running.stopped) {
        if (done > 0) await this.#ports.yieldToEventLoop();
        const started = performance.now();
        const slice = items.slice(done, done + size);
        await retryWhileLocked(
          () => work(slice),
          pause,
          () => !running.stopped,
        );
        done += slice.length;
        // Not before the first slice is saved: whoever knows of the change can take it back, even when it is killed now.
        if (total > FEW && (told === 0 || done >= told + step)) {
          told = done;
          this.#ports.tell({ changeId, done, total, ended: false });
        }
        size = nextSize(size, performance.now() - started, pace.least);
      }
      return done;
    } finally {
      this.#running.delete(changeId);
      if (total > FEW) this.#ports.tell({ changeId, done, total, ended: true });
    }
  }
}

/** As many as would have taken the time of a slice, but never twice as many as before: times vary. */
function nextSize(size: number, took: number, least: number): number {
  const fitting = Math.round((size * SLICE_MS) / Math.max(took, 0.1));
  return Math.max(least, Math.min(MOST, 2 * size, fitting));
}
