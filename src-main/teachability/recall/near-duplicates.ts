import type { Memory } from '#shared/memory.ts';
import { NEAR_DUPLICATE } from './constants.ts';
import { stemsOf, wordsOf } from './terms.ts';

/** What tells whether two memories say the same. */
export interface Gist {
  readonly stems: ReadonlySet<string>;
  readonly sequence: string;
  readonly negations: number;
  /** "A over B" is not "B over A": such texts are the same only in the same order. */
  readonly compares: boolean;
}

const NEGATIONS = new Set([
  'not',
  'no',
  'never',
  'none',
  'cannot',
  'without',
  'nor',
  'neither',
  'nicht',
  'kein',
  'keine',
  'nunca',
  'jamais',
  'pas',
  'nao',
]);
const COMPARING = new Set([
  'over',
  'than',
  'rather',
  'instead',
  'before',
  'after',
  'to',
  'from',
  'more',
  'less',
]);

/** Memories are read-only, so what was worked out for one holds as long as it is kept. */
const known = new WeakMap<Memory, Gist>();

export function gistOf(memory: Memory): Gist {
  const kept = known.get(memory);
  if (kept !== undefined) return kept;
  const gist = gistOfText(memory.text);
  known.set(memory, gist);
  return gist;
}

export function gistOfText(text: string): Gist {
  const words = wordsOf(text);
  const sequence = stemsOf(text);
  return {
    stems: new Set(sequence),
    sequence: sequence.join(' '),
    // "don't" is "don" and "t" here.
    negations: words.filter((word) => NEGATIONS.has(word) || word === 't').length,
    compares: words.some((word) => COMPARING.has(word)),
  };
}

export function sayTheSame(one: Gist, other: Gist): boolean {
  if (one.negations !== other.negations) return false;
  if (one.sequence === other.sequence) return one.sequence !== '';
  if (one.compares || other.compares) return false;
  const [small, large] =
    one.stems.size < other.stems.size ? [one.stems, other.stems] : [other.stems, one.stems];
  // Shared words over all words of both reaches NEAR_DUPLICATE exactly when at most so many of the smaller are not shared.
  let misses = small.size - (NEAR_DUPLICATE * (small.size + large.size)) / (1 + NEAR_DUPLICATE);
  for (const stem of small) {
    if (!large.has(stem)) misses -= 1;
    if (misses < 0) return false;
  }
  return misses >= 0;
}
