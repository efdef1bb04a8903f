import {
  FREE_LENGTH,
  FULL_WORDS,
  RARITY_PRIOR,
  SATURATION,
  UNKNOWN_TERM_WEIGHT,
  WEAK_TERM_WEIGHT,
} from './constants.ts';
import type { QueryTerm } from './terms.ts';

/** A term of a question with its weight, which is higher the rarer it is among the memories. */
export interface WeighedTerm {
  readonly stem: string;
  readonly weight: number;
}

/** The terms of a text, prepared for comparison. */
export interface TextTerms {
  readonly counts: ReadonlyMap<string, number>;
  readonly length: number;
}

/** @param stems stems of the text, in order */
export function textTerms(stems: readonly string[]): TextTerms {
  const counts = new Map<string, number>();
  for (const one of stems) counts.set(one, (counts.get(one) ?? 0) + 1);
  return { counts, length: stems.length };
}

/**
 * @param found how many memories contain each word of the terms
 * @param total the number of memories
 */
export function weighTerms(
  terms: readonly QueryTerm[],
  found: ReadonlyMap<string, number>,
  total: number,
): WeighedTerm[] {
  return terms.map((term) => {
    const holders = Math.max(0, ...term.words.map((word) => found.get(word) ?? 0));
    const rarity = Math.log(1 + (total + RARITY_PRIOR - holders + 0.5) / (holders + 0.5));
    const known = holders > 0 ? 1 : unknownWeight(term);
    return { stem: term.stem, weight: rarity * known * (term.weak ? WEAK_TERM_WEIGHT : 1) };
  });
}

/** A number that no memory contains belongs to the question only ("the twist of 8 and 3"). */
function unknownWeight(term: QueryTerm): number {
  return /^\p{N}/u.test(term.stem) ? 0 : UNKNOWN_TERM_WEIGHT;
}

/** How many times longer a text is than a short one; 1 for short ones. */
export function lengthRatio({ length }: TextTerms): number {
  return Math.max(1, length / FREE_LENGTH);
}

/** Another text whose words count in part, such as the question that a turn answers. */
export interface PartlyCounted {
  readonly terms: TextTerms;
  readonly share: number;
}

/**
 * How much of a question a text contains, 0..1: BM25 with a length penalty for long texts only, as a share of the maximum possible. Unlike
 * raw BM25, it is comparable between questions and between stores of any size.
 */
export function wordScore(
  terms: readonly WeighedTerm[],
  text: TextTerms,
  around: readonly PartlyCounted[] = [],
): number {
  let possible = 0;
  let reached = 0;
  for (const { stem, weight } of terms) {
    possible += weight;
    let count = text.counts.get(stem) ?? 0;
    for (const near of around) count += near.share * (near.terms.counts.get(stem) ?? 0);
    if (count > 0) reached += (weight * count) / (count + SATURATION * lengthRatio(text));
  }
  return reached === 0 ? 0 : Math.min(1, reached / possible / FULL_WORDS);
}
