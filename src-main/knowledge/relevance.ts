/**
 * Which passages bear on a request. Words and meaning are weighed into one figure, which has to pass a gate: a joke, small talk or a
 * question about something else brings nothing. Chosen on tests/fixtures/knowledge by `npm run bench -- knowledge`.
 */
import type { FoundPassage, FoundPassages } from './ports.ts';

export interface RequestTerm {
  /** Its spellings. */
  readonly words: readonly string[];
  /** True for words of asking and judging, which are seldom the topic. */
  readonly weak: boolean;
}

export interface RankedPassage extends FoundPassage {
  /** 0..1: the share of the request's words, by weight, that it contains. */
  readonly coverage: number;
  /** 0..1 on a scale that is comparable between embedders; null: not compared. */
  readonly meaning: number | null;
  readonly relevance: number;
}

const WEIGHTS = { words: 0.4, meaning: 0.6 } as const;
/** Without a vector the words have to carry it alone. */
const GATE = { both: 0.32, words: 0.55 } as const;
/** A passage needs this share of the relevance of the best one. */
const BESIDE_BEST = 0.7;
const WEAK = 0.3;
/** Fewer rare words than this are no firm ground, even if they are all that the request has: "Tell me a joke" has one. */
const FIRM = 1.5;

/**
 * Best first, without those below the gate.
 * @param meaningOf maps a cosine to 0..1 on a scale that is comparable between embedders
 */
export function relevantPassages(
  terms: readonly RequestTerm[],
  found: FoundPassages,
  meaningOf: (cosine: number) => number,
): RankedPassage[] {
  const ranked = rankedPassages(terms, found, meaningOf);
  const best = ranked[0]?.relevance ?? 0;
  return ranked.filter(
    ({ relevance, meaning }) =>
      relevance >= (meaning === null ? GATE.words : GATE.both) && relevance >= best * BESIDE_BEST,
  );
}

/** All of them, best first: for measuring. */
export function rankedPassages(
  terms: readonly RequestTerm[],
  { passages, counts, total }: FoundPassages,
  meaningOf: (cosine: number) => number,
): RankedPassage[] {
  const weights = terms.map(({ weak }, index) => (weak ? WEAK : 1) * rarity(counts[index] ?? 0, total));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const rarest = rarity(1, total);
  return passages
    .map((passage): RankedPassage => {
      const held = passage.terms.reduce((sum, index) => sum + (weights[index] ?? 0), 0);
      const coverage = whole === 0 ? 0 : held / whole;
      const meaning = passage.cosine === null ? null : meaningOf(passage.cosine);
      const words = rarest === 0 ? coverage : coverage * Math.min(1, held / (FIRM * rarest));
      return { ...passage, coverage, meaning, relevance: relevanceOf(words, meaning) };
    })
    .sort((one, other) => other.relevance - one.relevance || one.id - other.id);
}

function relevanceOf(words: number, meaning: number | null): number {
  return meaning === null ? words : WEIGHTS.words * words + WEIGHTS.meaning * meaning;
}

/** The weight of a word by how few passages contain it, as in BM25. A word in none weighs as one in a single passage. */
function rarity(count: number, total: number): number {
  const known = Math.max(1, count);
  return Math.log(1 + Math.max(0, total - known + 0.5) / (known + 0.5));
}
