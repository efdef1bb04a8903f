/** Chance that is the same in every run: a linear congruential generator (Numerical Recipes). */
export class Sampler {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 to below 1. */
  next(): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#state / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  oneOf<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new Error('Nothing to choose from.');
    return item;
  }

  shuffle(items: number[]): void {
    for (let at = items.length - 1; at > 0; at -= 1) {
      const other = Math.floor(this.next() * (at + 1));
      [items[at], items[other]] = [items[other] ?? 0, items[at] ?? 0];
    }
  }
}
