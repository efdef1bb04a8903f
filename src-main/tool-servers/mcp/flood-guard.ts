/** Counts the messages of a server by the second. */
export class FloodGuard {
  readonly #perSecond: number;
  readonly #onFlood: () => void;
  readonly #now: () => number;
  #since = 0;
  #count = 0;
  #flooded = false;

  constructor(perSecond: number, onFlood: () => void, now: () => number = () => performance.now()) {
    this.#perSecond = perSecond;
    this.#onFlood = onFlood;
    this.#now = now;
  }

  /** False for every message after there were too many within a second. */
  passes(): boolean {
    if (this.#flooded) return false;
    const now = this.#now();
    if (now - this.#since >= 1_000) {
      this.#since = now;
      this.#count = 0;
    }
    this.#count += 1;
    if (this.#count <= this.#perSecond) return true;
    this.#flooded = true;
    this.#onFlood();
    return false;
  }
}
