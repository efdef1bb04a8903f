/**
 * Determines by meaning what a question is about and what kind of request it is. All requests are similar in being requests, and therefore
 * similar to every wish of a user, so their common part is subtracted, like stop words from words. (Centring embeddings before a comparison
 * is known from Mu and Viswanath, "All-but-the-Top", ICLR 2018; here only the vectors of questions are centred.)
 */
import type { Embedder } from '#shared/models/embedder.ts';
import { aboutRequests } from './about-requests.ts';
import type { AboutPart } from './about-requests.ts';
import { REQUESTS_COMPARED, REQUESTS_OF_KIND_COMPARED, REQUEST_SHARE } from '../constants.ts';
import { everydayRequests } from './everyday-requests.ts';
import { generalRequests, lookups } from './general-requests.ts';
import { knownRequests } from './known-requests.ts';
import { calibrationOf } from '../meaning-score.ts';

/** Mean cosines of a question to the nearest known requests of each kind; -1..1. */
export interface RequestKinds {
  /** To requests for which no memory is relevant. */
  readonly general: number;
  /** To requests for advice and help, for which wishes are relevant. */
  readonly advice: number;
  /** To questions about one thing that the user has told. */
  readonly lookup: number;
  /** To any for which memories are relevant. */
  readonly personal: number;
  /** To the nearest request for what Tutee knows about the user. */
  readonly about: AboutLikeness | null;
}

/** A part of what Tutee knows about the user, and the cosine of a question to a request for it; -1..1. */
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
  readonly personal: readonly Float32Array[];
}

const about = aboutRequests.map(([, request]) => request);

export class RequestMeaning {
  /** By Embedder.key; a promise while it is being computed. */
  readonly #known = new Map<string, Known | Promise<void>>();

  /**
   * Computes once per embedder the vectors that `narrow` and `kinds` need. Never throws: if the embedder fails, the next call tries again, and
   * the failure is reported where a vector is needed.
   */
  prepare(embedder: Embedder): Promise<void> {
    const known = this.#known.get(embedder.key);
    if (known !== undefined) return known instanceof Promise ? known : Promise.resolve();
    const making = this.#make(embedder);
    this.#known.set(embedder.key, making);
    return making;
  }

  /** True once `prepare` is done. Scores from before that are not comparable with later ones. */
  isReady(embedderKey: string): boolean {
    return this.#of(embedderKey) !== null;
  }

  /** The question's vector without the common part of requests, of length one; unchanged until `prepare` is done. */
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
      general: nearestOf(vector, known.general, REQUESTS_COMPARED),
      advice: nearestOf(vector, known.advice, REQUESTS_OF_KIND_COMPARED),
      lookup: nearestOf(vector, known.lookup, REQUESTS_OF_KIND_COMPARED),
      personal: nearestOf(vector, known.personal, REQUESTS_COMPARED),
      about: nearestPart(vector, known.about),
    };
  }

  #of(embedderKey: string): Known | null {
    const known = this.#known.get(embedderKey);
    return known === undefined || known instanceof Promise ? null : known;
  }

  async #make(embedder: Embedder): Promise<void> {
    try {
      // An embedder of spellings alone cannot tell kinds of requests apart.
      const kinds =
        calibrationOf(embedder.key).lettersOnly === true ? [] : [...generalRequests, ...lookups, ...about];
      const vectors = await embedder.embed([...everydayRequests, ...kinds]);
      const advice = vectors.slice(0, everydayRequests.length);
      const general = vectors.slice(advice.length, advice.length + generalRequests.length);
      const others = advice.length + general.length;
      const lookup = vectors.slice(others, others + lookups.length);
      const more = knownRequests(embedder.key);
      this.#known.set(embedder.key, {
        mean: meanOf(advice, embedder.dimensions),
        general: [...general, ...more.general],
        advice,
        lookup,
        personal: [...advice, ...lookup, ...more.personal],
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
function nearestOf(vector: Float32Array, others: readonly Float32Array[], count: number): number {
  const cosines = others.map((other) => dot(vector, other)).sort((one, other) => other - one);
  const nearest = cosines.slice(0, count);
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
