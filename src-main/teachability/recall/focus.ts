/**
 * What a question is about, by meaning. Requests are alike in being requests, and so near to every wish a user has; what they
 * have in common is taken out, as stop words are taken out of words. (Centring embeddings before comparing them is known from
 * Mu and Viswanath, "All-but-the-Top", ICLR 2018; here only the question's own kind is centred.)
 */
import type { Embedder } from '#shared/models/embedder.ts';
import { REQUEST_SHARE } from './constants.ts';
import { everydayRequests } from './everyday-requests.ts';

export class Focus {
  /** By Embedder.key: the mean of the requests, or the making of it. */
  readonly #means = new Map<string, Float32Array | Promise<void>>();

  /**
   * Makes ready what `narrow` needs of this embedder; once for each. Never throws: an embedder that cannot be asked now is
   * asked again with the next call, and whoever needs its vectors tells of the failure.
   */
  prepare(embedder: Embedder): Promise<void> {
    const known = this.#means.get(embedder.key);
    if (known !== undefined) return known instanceof Promise ? known : Promise.resolve();
    const making = this.#make(embedder);
    this.#means.set(embedder.key, making);
    return making;
  }

  /** A vector of length one for what is particular about a question; the question's own until `prepare` is done. */
  narrow(vector: Float32Array, embedderKey: string): Float32Array {
    const mean = this.#means.get(embedderKey);
    if (!(mean instanceof Float32Array)) return vector;
    return unitLength(vector.map((part, index) => part - REQUEST_SHARE * (mean[index] ?? 0)));
  }

  async #make(embedder: Embedder): Promise<void> {
    try {
      this.#means.set(embedder.key, meanOf(await embedder.embed(everydayRequests), embedder.dimensions));
    } catch {
      this.#means.delete(embedder.key);
    }
  }
}

function meanOf(vectors: readonly Float32Array[], dimensions: number): Float32Array {
  const mean = new Float32Array(dimensions);
  for (const vector of vectors) {
    for (const [index, part] of vector.entries()) mean[index] = (mean[index] ?? 0) + part / vectors.length;
  }
  return mean;
}

function unitLength(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((part) => part / length);
}
