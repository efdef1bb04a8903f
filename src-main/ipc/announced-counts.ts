import type { Publish } from '#shared/contract/events.ts';
import type { MemoryCounts } from '#shared/memory-filter.ts';

/** Changes that come close together are told once, in ms. */
const SETTLE = 100;

/** Tells the page how many memories each filter shows whenever that may have changed. */
export class AnnouncedCounts {
  readonly #counts: () => MemoryCounts;
  readonly #publish: Publish;
  #timer: NodeJS.Timeout | null = null;

  constructor(counts: () => MemoryCounts, publish: Publish) {
    this.#counts = counts;
    this.#publish = publish;
  }

  changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#publish('memory-counts-changed', { counts: this.#counts() });
    }, SETTLE);
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
