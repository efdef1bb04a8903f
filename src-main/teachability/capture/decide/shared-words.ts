/** How much of what one text is about another one holds, in any language: by stems, by beginnings of words, letter by letter where no spaces are written. */
import { fold, wordsOf } from '../../recall/terms.ts';
import { stem } from '../../recall/stem.ts';
import { stopWords } from '../../recall/stop-words.ts';
import { isCommonWord } from '../understand/acts/frames.ts';

/** So much of the shorter of two words must be the beginning of the other, and at least so many letters. */
const SHARED_START = 0.7;
const SHORTEST_START = 4;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** The words of a text that say what it is about, folded; all of them when none does. */
export function tellingWords(text: string, leftOut: (word: string) => boolean = () => false): string[] {
  const words = [...new Set(UNSPACED.test(text) ? lettersAndWords(text) : wordsOf(text))];
  return words.filter((word) => !stopWords.has(word) && !isCommonWord(word) && !leftOut(word));
}

/** How many of these words the other words hold. */
export function heldOf(words: readonly string[], others: readonly string[]): number {
  return words.filter((word) => others.some((other) => alike(word, other))).length;
}

/** Every letter by itself that stands for a word or a part of one; runs of other letters whole. */
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
  if (short.length < SHORTEST_START || /\p{N}/u.test(short)) return false;
  if (long.includes(short)) return true;
  const start = Math.max(SHORTEST_START, Math.ceil(short.length * SHARED_START));
  return long.startsWith(short.slice(0, start));
}
