import type { Publish } from '#shared/contract/events.ts';
import type { MemoryCounts } from '#shared/memory/memory-filter.ts';

/** Debounce of changes, in ms. */
const DEBOUNCE = 100;
/** The least time between two counts, in ms: counting takes milliseconds when there are very many memories. */
const MIN_INTERVAL = 500;

/** Publishes how many memories each filter shows, whenever that may have changed. */
export class MemoryCountsPublisher {
  readonly #counts: () => Promise<MemoryCounts>;
  readonly #publish: Publish;
  #timer: NodeJS.Timeout | null = null;
  #countedAt = Number.NEGATIVE_INFINITY;

  constructor(counts: () => Promise<MemoryCounts>, publish: Publish) {
    this.#counts = counts;
    this.#publish = publish;
  }

  changed(): void {
    const wait = Math.max(DEBOUNCE, this.#countedAt + MIN_INTERVAL - performance.now());
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#countedAt = performance.now();
      void this.#publishCounts();
    }, wait);
  }

  /** Publishes nothing when the database was closed meanwhile. */
  async #publishCounts(): Promise<void> {
    const counts = await this.#counts().catch(() => null);
    if (counts !== null) this.#publish('memory-counts-changed', { counts });
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
