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

export function gistOf(text: string): Gist {
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
  if (small.size < large.size * NEAR_DUPLICATE) return false;
  let shared = 0;
  for (const stem of small) if (large.has(stem)) shared += 1;
  return shared >= NEAR_DUPLICATE * (small.size + large.size - shared);
}
