/** A cache of results for the last texts, valid until a new vector arrives that could change them. */
import { registerTextCache } from '../../recall/cached-by-text.ts';
import { countCachedVectors } from './acts/segment-vector-cache.ts';

export class RecentResults<Verdict> {
  readonly #most: number;
  readonly #verdicts = new Map<string, Verdict>();
  #vectors = 0;

  /** @param most how many texts are cached; the oldest is dropped */
  constructor(most: number) {
    this.#most = most;
    registerTextCache(this.#verdicts);
  }

  of(text: string): Verdict | undefined {
    if (countCachedVectors() !== this.#vectors) this.#verdicts.clear();
    this.#vectors = countCachedVectors();
    return this.#verdicts.get(text);
  }

  keep(text: string, verdict: Verdict): void {
    this.#verdicts.set(text, verdict);
    for (const oldest of this.#verdicts.keys()) {
      if (this.#verdicts.size <= this.#most) return;
      this.#verdicts.delete(oldest);
    }
  }
}
