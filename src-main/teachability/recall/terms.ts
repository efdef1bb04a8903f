/**
 * Splits texts into terms: folded, stemmed words, and pairs of letters for scripts without spaces. The store finds candidates by its own
 * index; their scores are computed here, so the two need not agree in detail.
 */
import { stem } from './stem.ts';
import { stopWordsFor, weakWords } from './stop-words.ts';

const WORD = /[\p{L}\p{M}]+|\p{N}+(?:[.,]\p{N}+)*/gu;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const UNSPACED_RUN = new RegExp(`${UNSPACED.source}+|[^${UNSPACED.source.slice(1, -1)}]+`, 'gu');

/** One term of a question: its stem for comparison, and the words to search the store for. */
export interface QueryTerm {
  readonly stem: string;
  /** The word as written, and other spellings of it. */
  readonly words: readonly string[];
  /** True for words of asking and judging, which are seldom the topic. */
  readonly weak: boolean;
}

/** Lower case, without accents: "Café" and "cafe" are one word. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, '')
    .toLowerCase();
}

/** The stems of a text in order, without stop words. */
export function stemsOf(text: string): string[] {
  return stemsOfWords(wordsOf(text));
}

/** @param words in the form that `wordsOf` returns */
export function stemsOfWords(words: readonly string[]): string[] {
  const stopWords = stopWordsFor(words);
  return words.filter((word) => !stopWords.has(word)).map(stem);
}

/** The distinct informative terms of a question, in order. */
export function queryTerms(text: string): QueryTerm[] {
  const terms = new Map<string, QueryTerm>();
  const words = wordsOf(text);
  const stopWords = stopWordsFor(words);
  for (const word of words) {
    if (stopWords.has(word)) continue;
    const key = stem(word);
    const earlier = terms.get(key);
    const spelled = new Set([...(earlier?.words ?? []), word, ...otherSpellings(word)]);
    terms.set(key, { stem: key, words: [...spelled], weak: weakWords.has(word) || weakWords.has(key) });
  }
  return [...terms.values()];
}

/** Folded words of a text, including stop words. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const [match] of fold(text).matchAll(WORD)) {
    // Pushed one by one: as arguments of one call, the pairs of a long text would overflow the stack.
    if (UNSPACED.test(match)) for (const pair of pairsIn(match)) words.push(pair);
    else words.push(match);
  }
  return words;
}

/** Splits runs of letters from scripts without spaces into overlapping pairs; other runs stay whole. */
function pairsIn(word: string): string[] {
  return Array.from(word.matchAll(UNSPACED_RUN)).flatMap(([run]) => {
    const letters = Array.from(run);
    if (!UNSPACED.test(run) || letters.length < 2) return [run];
    return letters.slice(1).map((letter, index) => `${letters[index] ?? ''}${letter}`);
  });
}

/** British and American spellings of a word, and the base form of a possessive. The store's index stems words but does not know these. */
function otherSpellings(word: string): string[] {
  const spellings: string[] = [];
  if (/^\p{L}{2,}our(s|ed|ing|ite|ites|ful|able)?$/u.test(word) && word.length > 5) {
    spellings.push(word.replace('our', 'or'));
  }
  if (/^(col|fav|flav|hon|hum|lab|neighb|behavi|harb|rum|vap|arm)or/u.test(word)) {
    spellings.push(word.replace('or', 'our'));
  }
  if (/i[sz](e|ed|es|ing|ation|ations)$/u.test(word) && word.length > 6) {
    spellings.push(
      word.replace(
        /i([sz])(e|ed|es|ing|ation|ations)$/u,
        (_, letter: string, end: string) => `i${letter === 's' ? 'z' : 's'}${end}`,
      ),
    );
  }
  return spellings;
}
