/**
 * Changes of so many memories that the user has to wait. They run in slices, yield to the event loop between slices, report progress
 * and can be stopped. Owns the pace; the caller decides what happens to a slice.
 */
import type { ChangeProgress } from '#shared/contract/memory/memory-changing.ts';
import { TuteeError } from '#shared/errors.ts';
import { retryWhileLocked } from '#shared/retry-while-locked.ts';

/** The longest a slice should block the event loop, in ms; together with other work it stays within one frame. */
const SLICE_MS = 4;
/** Items in the first slice, and the minimum of every other. */
const USUAL: Pace = { first: 50, least: 25 };
const MOST = 500;
/** Below this many items no progress is shown: the change ends before anyone could read it. */
const FEW = 500;
/** The maximum number of progress reports. */
const TELLINGS = 50;

export interface Pace {
  readonly first: number;
  readonly least: number;
}

export interface LongChangePorts {
  /** Yields to the event loop. */
  readonly yieldToEventLoop: () => Promise<void>;
  readonly tell: (progress: ChangeProgress) => void;
  /** The delay before a write is retried while another program locks the database; left out: no retries. */
  readonly pause?: () => Promise<void>;
}

export class LongChanges {
  readonly #ports: LongChangePorts;
  readonly #running = new Map<string, { stopped: boolean }>();

  constructor(ports: LongChangePorts) {
    this.#ports = ports;
  }

  /** Stops the change after the current slice. Does nothing if it has already ended. */
  stop(changeId: string): void {
    const running = this.#running.get(changeId);
    if (running !== undefined) running.stopped = true;
  }

  /** Throws `busy` while the change is running: only a finished change can be undone. */
  refuseRunning(changeId: string): void {
    if (!this.#running.has(changeId)) return;
    throw new TuteeError('busy', 'This change is still under way. Wait until it is done, or cancel it.');
  }

  /**
   * Calls `work` for each slice in turn. Each call should be one transaction, so that a kill between slices leaves no memory half
   * changed.
   * @returns the number of items processed; fewer than all if it was stopped.
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
        // Announced only after the first slice is saved: a change that was announced can be undone, even after a kill.
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

/** The number of items that would have filled the time of one slice, but at most twice as many as before, because times vary. */
function nextSize(size: number, took: number, least: number): number {
  const fitting = Math.round((size * SLICE_MS) / Math.max(took, 0.1));
  return Math.max(least, Math.min(MOST, 2 * size, fitting));
}
