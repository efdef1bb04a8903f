import { isUnspacedLetter, segmentWords } from '../memories/segment-words.ts';

/** Where a bigram cannot be told from a word, the first so many letters of a run decide; bounds the cost of one query. */
const longestRun = 64;

/**
 * One user word as phrases for FTS5, each a list of indexed words in a row. A run of letters from a script without spaces
 * becomes its overlapping pairs, any of which may match, since where its words end is unknown.
 */
export function wordPhrases(term: string): string[] {
  const words = segmentWords(term).match(/[\p{L}\p{M}\p{N}\p{Co}\p{So}]+/gu) ?? [];
  const phrases: string[] = [];
  let run: string[] = [];
  const endRun = () => {
    phrases.push(...runPhrases(run));
    run = [];
  };
  for (const word of words) {
    if (isUnspacedLetter(word)) {
      run.push(word);
    } else {
      endRun();
      phrases.push(word);
    }
  }
  endRun();
  return phrases;
}

function runPhrases(run: readonly string[]): string[] {
  if (run.length <= 1) return [...run];
  return run.slice(0, longestRun).flatMap((letter, index) => {
    const next = run[index + 1];
    return next === undefined || index + 1 >= longestRun ? [] : [`${letter} ${next}`];
  });
}

/** The different phrases of some terms, each an FTS5 expression of its own. */
export function phraseExpressions(terms: readonly string[]): string[] {
  return [...new Set(terms.flatMap(wordPhrases))].map(quoted);
}

/** An FTS5 expression for texts that hold any of the phrases, of which there is at least one. */
export function anyOf(phrases: readonly string[]): string {
  return phrases.join(' OR ');
}

/** An FTS5 expression for texts that hold one term whole; undefined when it holds nothing that is indexed. */
export function wholeTerm(term: string): string | undefined {
  const phrases = wordPhrases(term);
  return phrases.length === 0 ? undefined : phrases.map(quoted).join(' AND ');
}

/** An FTS5 expression for a search as it is typed: all words must be there, the last one may be unfinished. */
export function allOfTyped(query: string): string | undefined {
  const phrases = wordPhrases(query);
  const last = phrases.pop();
  if (last === undefined) return undefined;
  return [...phrases.map(quoted), `${quoted(last)}*`].join(' AND ');
}

/** FTS5 reads anything between double quotes as words, never as operators; `wordPhrases` lets no quote through. */
function quoted(phrase: string): string {
  return `"${phrase}"`;
}
