/**
 * Takes texts apart into terms: folded, stemmed words, and pairs of letters for scripts that write no spaces. The store
 * finds candidates by its own index; what a candidate is worth is decided here, so that both need not agree in detail.
 */
import { stem } from './stem.ts';
import { stopWords, weakWords } from './stop-words.ts';

const WORD = /[\p{L}\p{M}]+|\p{N}+(?:[.,]\p{N}+)*/gu;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const UNSPACED_RUN = new RegExp(`${UNSPACED.source}+|[^${UNSPACED.source.slice(1, -1)}]+`, 'gu');

/** One term of a question: what to compare by, and the words to search the store for. */
export interface QueryTerm {
  readonly stem: string;
  /** As written, with other spellings of the same word. */
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

/** The stems of a text in order, stop words left out. */
export function stemsOf(text: string): string[] {
  return stemsOfWords(wordsOf(text));
}

/** @param words as `wordsOf` gives them */
export function stemsOfWords(words: readonly string[]): string[] {
  return words.filter((word) => !stopWords.has(word)).map(stem);
}

/** The different informative terms of a question, in order. */
export function queryTerms(text: string): QueryTerm[] {
  const terms = new Map<string, QueryTerm>();
  for (const word of wordsOf(text)) {
    if (stopWords.has(word)) continue;
    const key = stem(word);
    const earlier = terms.get(key);
    const spelled = new Set([...(earlier?.words ?? []), word, ...otherSpellings(word)]);
    terms.set(key, { stem: key, words: [...spelled], weak: weakWords.has(word) || weakWords.has(key) });
  }
  return [...terms.values()];
}

/** Folded words of a text with all small words, for whoever needs to see them. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const [match] of fold(text).matchAll(WORD)) {
    // One by one: as arguments of one call, the pairs of a long text would not fit on the stack.
    if (UNSPACED.test(match)) for (const pair of pairsIn(match)) words.push(pair);
    else words.push(match);
  }
  return words;
}

/** Runs of letters from scripts without spaces become their overlapping pairs; other runs stay whole. */
function pairsIn(word: string): string[] {
  return Array.from(word.matchAll(UNSPACED_RUN)).flatMap(([run]) => {
    const letters = Array.from(run);
    if (!UNSPACED.test(run) || letters.length < 2) return [run];
    return letters.slice(1).map((letter, index) => `${letters[index] ?? ''}${letter}`);
  });
}

/** British and American spellings of a word, and the plain form of a possessive; the store stems but does not know them. */
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
