import { NEAR_DUPLICATE } from './constants.ts';
import { stemsOfWords, wordsOf } from './terms.ts';

/** The features by which two memories are compared for saying the same. */
export interface Gist {
  readonly stems: ReadonlySet<string>;
  /** Texts with equal keys say the same: all stems, and the number of negations. */
  readonly key: string;
  readonly negations: number;
  /** Its numbers in ascending order of characters: "12 weeks" is not "26 weeks". */
  readonly numbers: string;
  /** True for comparisons: "A over B" is not "B over A", so the order of words matters. */
  readonly compares: boolean;
}

const NEGATIONS = new Set(
  'not no never none cannot without nor neither nicht kein keine nunca jamais pas nao'.split(' '),
);
const COMPARING = new Set('over than rather instead before after to from more less'.split(' '));

/** Of texts up to this number of stems, only those with equal keys say the same. */
const SHORT = Math.floor(NEAR_DUPLICATE / (1 - NEAR_DUPLICATE));

export function gistOfText(text: string): Gist {
  const words = wordsOf(text);
  const sequence = stemsOfWords(words);
  const stems = new Set(sequence);
  const compares = words.some((word) => COMPARING.has(word));
  // "don't" is "don" and "t" here.
  const negations = words.filter((word) => NEGATIONS.has(word) || word === 't').length;
  const ordered = compares ? sequence : [...stems].sort();
  const numbers = words
    .filter((word) => /\p{N}/u.test(word))
    .sort()
    .join(' ');
  return { stems, negations, numbers, compares, key: `${negations} ${ordered.join(' ')}` };
}

export function sayTheSame(one: Gist, other: Gist): boolean {
  if (one.stems.size === 0 || one.negations !== other.negations) return false;
  if (one.key === other.key) return true;
  if (one.compares || other.compares || one.numbers !== other.numbers) return false;
  const [small, large] =
    one.stems.size < other.stems.size ? [one.stems, other.stems] : [other.stems, one.stems];
  // Shared words over all words of both reaches NEAR_DUPLICATE exactly when at most so many of the smaller are not shared.
  let misses = small.size - (NEAR_DUPLICATE * (small.size + large.size)) / (1 + NEAR_DUPLICATE);
  for (const stem of small) {
    if (misses < 0) return false;
    if (!large.has(stem)) misses -= 1;
  }
  return misses >= 0;
}

/** The texts added so far. Short ones are found by their key; only long ones are compared one by one. */
export class NearDuplicates {
  readonly #byKey = new Map<string, number>();
  readonly #long: { readonly gist: Gist; readonly at: number }[] = [];
  size = 0;

  /** The position, in the order of adding, of a text that says the same; undefined if there is none. */
  find(gist: Gist): number | undefined {
    if (gist.stems.size === 0) return undefined;
    const same = this.#byKey.get(gist.key);
    if (same !== undefined || gist.stems.size <= SHORT) return same;
    return this.#long.find((kept) => sayTheSame(kept.gist, gist))?.at;
  }

  add(gist: Gist): void {
    this.#byKey.set(gist.key, this.size);
    if (gist.stems.size > SHORT) this.#long.push({ gist, at: this.size });
    this.size += 1;
  }
}
