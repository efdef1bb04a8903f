/**
 * The share of one text's content words that another text contains, in any language: by stems, common prefixes, and single letters in
 * scripts without spaces.
 */
import { fold, wordsOf } from '../../recall/terms.ts';
import { stem } from '../../recall/stem.ts';
import { stopWords } from '../../recall/stop-words.ts';
import { isCommonWord } from '../understand/acts/frames.ts';

/** The share of the shorter word that must be a common prefix, and its minimum length in letters. */
const SHARED_START = 0.7;
const SHORTEST_START = 4;
/** The shortest word that is recognised behind other letters, as in compounds: "days" must not be found in "Tuesdays". */
const SHORTEST_INSIDE = 5;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Korean particles after nouns, decomposed as `fold` decomposes them. */
const KOREAN_PARTICLE = new RegExp(
  `^(?:${'은|는|이|가|을|를|와|과|도|의|에|에서|로|으로|만|랑|이랑|하고'.normalize('NFKD')})$`,
  'u',
);
const ARABIC = /^\p{Script=Arabic}/u;
const SHORTEST_ARABIC = 3;
const INDIC = /^[\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gujarati}\p{Script=Gurmukhi}]/u;
const SHORTEST_INDIC = 2;

/** The content words of a text, folded; all words if there are none. */
export function contentWords(text: string, leftOut: (word: string) => boolean = () => false): string[] {
  const words = [...new Set(UNSPACED.test(text) ? lettersAndWords(text) : wordsOf(text))];
  return words.filter((word) => !stopWords.has(word) && !isCommonWord(word) && !leftOut(word));
}

/** How many of these words the other words contain. */
export function countContained(words: readonly string[], others: readonly string[]): number {
  return words.filter((word) => others.some((other) => alike(word, other))).length;
}

/** How many of these words the other words contain in the same or an inflected form: "days" is not in "Tuesdays". */
export function countSameStems(words: readonly string[], others: readonly string[]): number {
  const stems = new Set(others.map(stem));
  return words.filter((word) => stems.has(stem(word))).length;
}

/** The share of the shorter word that words of one root have in common, such as "развод" and "развелась". */
const SHARED_ROOT = 0.6;

/** The same for words that may only be related, such as a noun and its verb. */
export function countRelated(words: readonly string[], others: readonly string[]): number {
  return words.filter((word) => others.some((other) => alike(word, other) || ofOneRoot(word, other))).length;
}

function ofOneRoot(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length);
  const start = Math.max(SHORTEST_START, Math.ceil(shorter * SHARED_ROOT));
  return shorter >= SHORTEST_START && one.slice(0, start) === other.slice(0, start);
}

/** Letters of scripts without spaces one by one; runs of other letters as words. */
function lettersAndWords(text: string): string[] {
  return (
    fold(text).match(
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+/gu,
    ) ?? []
  );
}

function alike(one: string, other: string): boolean {
  if (one === other || stem(one) === stem(other)) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (long.startsWith(short) && KOREAN_PARTICLE.test(long.slice(short.length))) return true;
  if (ARABIC.test(short) && withoutArticle(one) === withoutArticle(other)) return true;
  if (INDIC.test(short) && INDIC.test(long)) return withoutVowels(one) === withoutVowels(other);
  if (short.length < SHORTEST_START || /\p{N}/u.test(short)) return false;
  if (long.startsWith(short) || (short.length >= SHORTEST_INSIDE && long.includes(short))) return true;
  const start = Math.max(SHORTEST_START, Math.ceil(short.length * SHARED_START));
  return long.startsWith(short.slice(0, start));
}

/** Nouns change their last vowel with the case: "दमा", "दमे". */
function withoutVowels(word: string): string {
  const bare = word.replace(/\p{M}{1,3}$/u, '');
  return bare.length >= SHORTEST_INDIC ? bare : word;
}

/** Removes the Arabic article, "and" and the accusative ending: "القطة", "وقطة" and "قطة" become one word. */
function withoutArticle(word: string): string {
  const bare = word.replace(/^[وفبلك]?ال|^و/u, '').replace(/ا$/u, '');
  return bare.length >= SHORTEST_ARABIC ? bare : word;
}
