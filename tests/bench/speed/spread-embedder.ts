import type { Embedder } from '#shared/models/embedder.ts';

/** This many texts get vectors of their own; the others get vectors between two of them. */
const OWN = 2_000;

/**
 * Vectors for very many texts in little time: searching them costs as much as searching real ones, and the measured questions
 * use the real embedder. Embedding a hundred thousand texts would take ten minutes.
 */
export class SpreadEmbedder implements Embedder {
  readonly key: string;
  readonly dimensions: number;
  readonly local: boolean;
  /** Every vector returned for stored texts, in order. */
  readonly given: Float32Array[] = [];
  readonly #inner: Embedder;
  readonly #ready = new Map<string, Float32Array>();

  constructor(inner: Embedder) {
    this.#inner = inner;
    this.key = inner.key;
    this.dimensions = inner.dimensions;
    this.local = inner.local;
  }

  /**
   * Vectors of these texts are computed in advance and returned at once, so that the work after embedding can be measured
   * alone.
   */
  async makeReady(texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      const [vector] = await this.#inner.embed([text]);
      if (vector !== undefined) this.#ready.set(text, vector);
    }
  }

  async embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    const ready = texts.flatMap((text) => this.#ready.get(text) ?? []);
    if (ready.length === texts.length) return ready;
    if (texts.length < 100) return this.#inner.embed(texts, signal);
    const own = texts.slice(0, Math.max(0, OWN - this.given.length));
    const vectors = own.length === 0 ? [] : await this.#inner.embed(own, signal);
    this.given.push(...vectors);
    while (vectors.length < texts.length) vectors.push(this.#between());
    this.given.push(...vectors.slice(own.length));
    return vectors;
  }

  /** Golden-ratio steps through the pairs: evenly distributed and the same in every run. */
  #between(): Float32Array {
    this.#step += 1;
    const at = (share: number) => Math.floor(((this.#step * share) % 1) * Math.min(OWN, this.given.length));
    const one = this.given[at(0.618_033_988_7)];
    const other = this.given[at(0.754_877_666_2)];
    if (one === undefined || other === undefined) throw new Error('There is nothing to spread from.');
    const mixed = one.map((part, index) => part + 0.8 * (other[index] ?? 0));
    const length = Math.hypot(...mixed);
    return mixed.map((part) => part / length);
  }

  #step = 0;
}
