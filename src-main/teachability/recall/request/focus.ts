/**
 * What a question is about, by meaning, and whom it concerns. Requests are alike in being requests, and so near to every wish a user
 * has; what they have in common is taken out, as stop words are taken out of words. (Centring embeddings before comparing them is known
 * from Mu and Viswanath, "All-but-the-Top", ICLR 2018; here only the question's own kind is centred.)
 */
import type { Embedder } from '#shared/models/embedder.ts';
import { aboutRequests } from './about-requests.ts';
import type { AboutPart } from './about-requests.ts';
import { REQUESTS_COMPARED, REQUEST_SHARE } from '../constants.ts';
import { everydayRequests } from './everyday-requests.ts';
import { generalRequests, lookups } from './general-requests.ts';
import { calibrationOf } from '../meaning-score.ts';

/** Cosines of a question to requests that are known, each the mean of the nearest ones; -1..1. */
export interface RequestKinds {
  /** To requests that nothing known of the user bears on. */
  readonly general: number;
  /** To requests for advice and help, which wishes bear on. */
  readonly advice: number;
  /** To questions for one thing that the user told. */
  readonly lookup: number;
  /** To the nearest request for what is known of the user. */
  readonly about: AboutLikeness | null;
}

/** A part of what is known of the user, and how near a question comes to asking for it; -1..1. */
export interface AboutLikeness {
  readonly part: AboutPart;
  readonly cosine: number;
}

interface Known {
  readonly about: readonly Float32Array[];
  readonly mean: Float32Array;
  readonly general: readonly Float32Array[];
  readonly advice: readonly Float32Array[];
  readonly lookup: readonly Float32Array[];
}

const about = aboutRequests.map(([, request]) => request);

export class Focus {
  /** By Embedder.key, or the making of it. */
  readonly #known = new Map<string, Known | Promise<void>>();

  /**
   * Makes ready what `narrow` and `kinds` need of this embedder; once for each. Never throws: an embedder that cannot be asked now is
   * asked again with the next call, and whoever needs its vectors tells of the failure.
   */
  prepare(embedder: Embedder): Promise<void> {
    const known = this.#known.get(embedder.key);
    if (known !== undefined) return known instanceof Promise ? known : Promise.resolve();
    const making = this.#make(embedder);
    this.#known.set(embedder.key, making);
    return making;
  }

  /** True once `prepare` is done: before, scores would not be those of later. */
  isReady(embedderKey: string): boolean {
    return this.#of(embedderKey) !== null;
  }

  /** A vector of length one for what is particular about a question; the question's own until `prepare` is done. */
  narrow(vector: Float32Array, embedderKey: string): Float32Array {
    const known = this.#of(embedderKey);
    if (known === null) return vector;
    return unitLength(vector.map((part, index) => part - REQUEST_SHARE * (known.mean[index] ?? 0)));
  }

  /** Null until `prepare` is done. */
  kinds(vector: Float32Array, embedderKey: string): RequestKinds | null {
    const known = this.#of(embedderKey);
    if (known === null) return null;
    return {
      general: nearestOf(vector, known.general),
      advice: nearestOf(vector, known.advice),
      lookup: nearestOf(vector, known.lookup),
      about: nearestPart(vector, known.about),
    };
  }

  #of(embedderKey: string): Known | null {
    const known = this.#known.get(embedderKey);
    return known === undefined || known instanceof Promise ? null : known;
  }

  async #make(embedder: Embedder): Promise<void> {
    try {
      // To one that knows spellings alone, kinds of requests look alike.
      const kinds =
        calibrationOf(embedder.key).lettersOnly === true ? [] : [...generalRequests, ...lookups, ...about];
      const vectors = await embedder.embed([...everydayRequests, ...kinds]);
      const advice = vectors.slice(0, everydayRequests.length);
      const general = vectors.slice(advice.length, advice.length + generalRequests.length);
      const others = advice.length + general.length;
      this.#known.set(embedder.key, {
        mean: meanOf(advice, embedder.dimensions),
        general,
        advice,
        lookup: vectors.slice(others, others + lookups.length),
        about: vectors.slice(others + lookups.length),
      });
    } catch {
      this.#known.delete(embedder.key);
    }
  }
}

function nearestPart(vector: Float32Array, known: readonly Float32Array[]): AboutLikeness | null {
  let nearest: AboutLikeness | null = null;
  for (const [index, other] of known.entries()) {
    const cosine = dot(vector, other);
    const part = aboutRequests[index]?.[0];
    if (part !== undefined && cosine > (nearest?.cosine ?? -1)) nearest = { part, cosine };
  }
  return nearest;
}

/** The mean cosine of the nearest few; all vectors have length one. */
function nearestOf(vector: Float32Array, others: readonly Float32Array[]): number {
  const cosines = others.map((other) => dot(vector, other)).sort((one, other) => other - one);
  const nearest = cosines.slice(0, REQUESTS_COMPARED);
  return nearest.reduce((sum, cosine) => sum + cosine, 0) / Math.max(1, nearest.length);
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index += 1) sum += (one[index] ?? 0) * (other[index] ?? 0);
  return sum;
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
