import { isUnspacedLetter, segmentWords } from '../memories/segment-words.ts';

/** Letters of one run that are used; bounds the cost of a query. */
const MAX_RUN = 64;

/**
 * A user's word as FTS5 phrases. A run of letters from a script without spaces becomes its overlapping bigrams, any of
 * which may match, since word boundaries are unknown.
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
  return run.slice(0, MAX_RUN).flatMap((letter, index) => {
    const next = run[index + 1];
    return next === undefined || index + 1 >= MAX_RUN ? [] : [`${letter} ${next}`];
  });
}

/** Distinct phrases of the terms, each an FTS5 expression. */
export function phraseExpressions(terms: readonly string[]): string[] {
  return [...new Set(terms.flatMap(wordPhrases))].map(quoted);
}

/** An FTS5 expression that matches any of the phrases. @param phrases not empty. */
export function anyPhraseExpression(phrases: readonly string[]): string {
  return phrases.join(' OR ');
}

/** An FTS5 expression that matches a whole term; undefined when nothing of it is indexed. */
export function termExpression(term: string): string | undefined {
  const phrases = wordPhrases(term);
  return phrases.length === 0 ? undefined : phrases.map(quoted).join(' AND ');
}

/**
 * An FTS5 expression for search-as-you-type: all words, the last one as a prefix; undefined when nothing of the query
 * is indexed.
 */
export function typedSearchExpression(query: string): string | undefined {
  const phrases = wordPhrases(query);
  const last = phrases.pop();
  if (last === undefined) return undefined;
  return [...phrases.map(quoted), `${quoted(last)}*`].join(' AND ');
}

/** Quoted text is never parsed as operators; `wordPhrases` returns no quotes. */
function quoted(phrase: string): string {
  return `"${phrase}"`;
}
