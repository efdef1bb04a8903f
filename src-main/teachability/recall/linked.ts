/**
 * People and things one step further: "Hanneke is my landlady" bears on "How does my landlady want to be paid?", and so "Hanneke only accepts
 * bank transfers" may answer it. A memory is followed by the names in it, to those that begin with one of them.
 */
import { isPersonWord } from './person-words.ts';
import { stopWords, weakWords } from './stop-words.ts';
import { fold, wordsOf } from './terms.ts';

const CAPITALISED = /(?<!\p{L})\p{Lu}[\p{L}\p{M}]+/gu;
/** What a memory is about is named in so many words from its beginning. */
const BEGINNING = 3;
const MOST_NAMES = 8;

/** Folded words of a text that may be names. */
export function namesIn(text: string): string[] {
  const names = Array.from(text.matchAll(CAPITALISED), ([word]) => fold(word));
  const telling = names.filter((name) => !stopWords.has(name) && !weakWords.has(name) && !isPersonWord(name));
  return [...new Set(telling)].slice(0, MOST_NAMES);
}

/** True when a memory's text is about one of these. */
export function beginsWith(text: string, names: readonly string[]): boolean {
  return wordsOf(text)
    .filter((word) => word !== 's')
    .slice(0, BEGINNING)
    .some((word) => names.includes(word));
}
