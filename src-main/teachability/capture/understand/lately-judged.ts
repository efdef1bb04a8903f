/** Verdicts on the last texts, for as long as no vector has come that could change them. */
import { registerTextCache } from '../../recall/cached-by-text.ts';
import { vectorsHeld } from './acts/held-vectors.ts';

export class LatelyJudged<Verdict> {
  readonly #most: number;
  readonly #verdicts = new Map<string, Verdict>();
  #vectors = 0;

  /** @param most so many texts; the oldest make room */
  constructor(most: number) {
    this.#most = most;
    registerTextCache(this.#verdicts);
  }

  of(text: string): Verdict | undefined {
    if (vectorsHeld() !== this.#vectors) this.#verdicts.clear();
    this.#vectors = vectorsHeld();
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
