/** An LRU cache of vectors by word. */
export class RecentVectors {
  readonly #capacity: number;
  /** Least recently used first: a Map keeps insertion order. */
  readonly #vectors = new Map<string, Float32Array>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#vectors.size;
  }

  /** The vector of this word, computed by `make` if it is not cached. */
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
