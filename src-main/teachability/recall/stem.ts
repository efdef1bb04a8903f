import { cachedByText } from './cached-by-text.ts';

/** Endings of English words, longest first, with their replacements. A simplified Porter stemmer (1980). */
const ENDINGS: readonly (readonly [ending: string, put: string])[] = [
  ['izations', 'ize'],
  ['ization', 'ize'],
  ['ations', 'ate'],
  ['fulness', 'ful'],
  ['iveness', 'ive'],
  ['ation', 'ate'],
  ['ments', ''],
  ['ically', 'ic'],
  ['ingly', ''],
  ['ities', 'ity'],
  ['ment', ''],
  ['ness', ''],
  ['ings', ''],
  ['edly', ''],
  ['ies', 'y'],
  ['ied', 'y'],
  ['ing', ''],
  ['ers', 'er'],
  ['ed', ''],
  ['ly', ''],
];

/** The minimum length of a stem, so that "red" and "sing" stay unchanged. */
const SHORTEST = 3;

/**
 * A common form of a word's inflected forms, for comparison only, not for display. Takes a folded word. Words of other alphabets and
 * numbers are returned unchanged.
 */
export const stem = cachedByText((word: string): string => {
  if (word.length <= SHORTEST || !/^[a-z]+$/.test(word)) return word;
  const singular = withoutPlural(american(word));
  for (const [ending, put] of ENDINGS) {
    if (!singular.endsWith(ending)) continue;
    const rest = singular.slice(0, -ending.length);
    if (rest.length < SHORTEST || !/[aeiouy]/.test(rest)) break;
    return tidyEnd(rest + put);
  }
  return tidyEnd(singular);
});

/**
 * Maps British spellings to American ones: "colour" and "color", "organise" and "organize", "traveller" and "traveler" get the same stem.
 */
function american(word: string): string {
  return word
    .replace(/^([a-z]{3,})our(?=s|ed|ing|ite|ful|able|$)/, '$1or')
    .replace(/^([a-z]{4,})is(e|ed|es|ing|ation|ations)$/, '$1iz$2');
}

function withoutPlural(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (/(x|ch|sh|z)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith('ies') || !word.endsWith('s') || /(ss|us|is)$/.test(word)) return word;
  return word.slice(0, -1);
}

/** Tidies what remains without the ending: "hopp" becomes "hop", "lov" and "love" become equal, and so do "happi" and "happy". */
function tidyEnd(word: string): string {
  const single = /([bdfgmnprt])\1$/.test(word) ? word.slice(0, -1) : word;
  if (single.length > SHORTEST && single.endsWith('e')) return single.slice(0, -1);
  return single.endsWith('y') ? `${single.slice(0, -1)}i` : single;
}
