import type { Publish } from '#shared/contract/events.ts';
import type { MemoryCounts } from '#shared/memory/memory-filter.ts';

/** Changes that come close together are told once, in ms. */
const SETTLE = 100;
/** Counting takes milliseconds among very many memories, so it is done so often at most, in ms. */
const COUNT_EVERY = 500;

/** Tells the page how many memories each filter shows whenever that may have changed. */
export class AnnouncedCounts {
  readonly #counts: () => Promise<MemoryCounts>;
  readonly #publish: Publish;
  #timer: NodeJS.Timeout | null = null;
  #countedAt = Number.NEGATIVE_INFINITY;

  constructor(counts: () => Promise<MemoryCounts>, publish: Publish) {
    this.#counts = counts;
    this.#publish = publish;
  }

  changed(): void {
    const wait = Math.max(SETTLE, this.#countedAt + COUNT_EVERY - performance.now());
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#countedAt = performance.now();
      void this.#tell();
    }, wait);
  }

  /** Nobody is told when the database was closed meanwhile. */
  async #tell(): Promise<void> {
    const counts = await this.#counts().catch(() => null);
    if (counts !== null) this.#publish('memory-counts-changed', { counts });
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
