/**
 * People and things one step further: "Milo is my coach" bears on "When does my coach start?", and so "Milo starts at six" may
 * answer it. A memory is followed by the names in it, to those that begin with one of them.
 */
import { isPersonWord } from './person-words.ts';
import { stem } from '../stem.ts';
import { stopWords, weakWords } from '../stop-words.ts';
import { fold, wordsOf } from '../terms.ts';

const CAPITALISED = /(?<!\p{L})\p{Lu}[\p{L}\p{M}]+/gu;
/** After the first word of a sentence: it was a name, and this says who that is. Folded; of several languages. */
const SAYS_WHO = new Set(
  'is was and s ist war und es era y est etait et e un o jest byl to heet och ar это и'.split(' '),
);
/** What a memory is about is named in so many words from its beginning. */
const BEGINNING = 3;
const MOST_NAMES = 8;
/** In characters: a name and the word after it. */
const LOOKED_AHEAD = 60;

/** Folded words of a text that may be names. */
export function namesIn(text: string): string[] {
  const words = Array.from(text.matchAll(CAPITALISED));
  const names = words
    .filter(({ index }) => !beginsSentence(text, index) || saysWho(text, index))
    .map(([word]) => fold(word));
  const telling = names.filter((name) => !stopWords.has(name) && !isWeak(name) && !isPersonWord(name));
  return [...new Set(telling)].slice(0, MOST_NAMES);
}

/** There every word has a capital. */
function beginsSentence(text: string, index: number): boolean {
  const before = text.slice(0, index).trimEnd();
  return before === '' || /[.!?:]$/u.test(before);
}

function saysWho(text: string, index: number): boolean {
  const [, next = ''] = wordsOf(text.slice(index, index + LOOKED_AHEAD));
  return SAYS_WHO.has(next);
}

function isWeak(name: string): boolean {
  return weakWords.has(name) || weakWords.has(stem(name));
}

/** True when a memory's text is about one of these. */
export function beginsWith(text: string, names: readonly string[]): boolean {
  return wordsOf(text)
    .filter((word) => word !== 's')
    .slice(0, BEGINNING)
    .some((word) => names.includes(word));
}
