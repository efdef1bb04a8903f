/** A bounded memory of vectors by word: the least recently used one makes room. */
export class RecentVectors {
  readonly #capacity: number;
  /** In the order of use, oldest first: a Map keeps the order of insertion. */
  readonly #vectors = new Map<string, Float32Array>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#vectors.size;
  }

  /** The vector of this word, made by `make` when it is not held. */
  get(word: string, make: (word: string) => Float32Array): Float32Array {
    const held = this.#vectors.get(word);
    if (held !== undefined) this.#vectors.delete(word);
    const vector = held ?? make(word);
    this.#vectors.set(word, vector);
    if (this.#vectors.size > this.#capacity) this.#dropOldest();
    return vector;
  }

  #dropOldest(): void {
    for (const oldest of this.#vectors.keys()) {
      this.#vectors.delete(oldest);
      return;
    }
  }
}
