/**
 * Finds memories one step away: "Milo is my coach" is relevant to "When does my coach start?", so "Milo starts at six" may answer it. The
 * names in a relevant memory lead to memories that begin with one of these names.
 */
import { isPersonWord } from './person-words.ts';
import { stem } from '../stem.ts';
import { stopWords, weakWords } from '../stop-words.ts';
import { fold, wordsOf } from '../terms.ts';

const CAPITALISED = /(?<!\p{L})\p{Lu}[\p{L}\p{M}]+/gu;
/** A first word of a sentence that one of these follows is a name ("Milo is …"). Folded; of several languages. */
const SAYS_WHO = new Set(
  'is was and s ist war und es era y est etait et e un o jest byl to heet och ar это и'.split(' '),
);
/** A memory names what it is about within this many words. */
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

/** The first word of a sentence is capitalised even if it is not a name. */
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

/** True if a memory's text is about one of these names. */
export function beginsWith(text: string, names: readonly string[]): boolean {
  return wordsOf(text)
    .filter((word) => word !== 's')
    .slice(0, BEGINNING)
    .some((word) => names.includes(word));
}
