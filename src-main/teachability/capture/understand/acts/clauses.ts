/**
 * Splits sentences that do two things at once: "I keep bees, how do I feed them?" tells and asks. By punctuation only, so it works in any
 * language.
 */

/** Longer sentences are not split. In characters. */
const LONGEST = 600;
/** Shorter clauses are not split off. In words; in characters for scripts without spaces. */
const SHORTEST = 3;
const SHORTEST_UNSPACED = 5;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;
const PAUSE = /[,;–—](?=\s)|[،؛](?=\s)|[，、；]|\s-(?=\s)|…(?=\s)|\.{3}(?=\s)/gu;

/** The clauses of a sentence in its own words; empty if it has only one. */
export function clausesIn(sentence: string): string[] {
  if (sentence.length > LONGEST) return [];
  const clauses: string[] = [];
  let start = 0;
  const add = (end: number) => {
    const clause = sentence.slice(start, end).trim();
    if (!isClause(clause)) return;
    clauses.push(clause);
    start = end;
  };
  for (const { index, 0: pause } of sentence.matchAll(PAUSE)) add(index + pause.length);
  const rest = sentence.slice(start).trim();
  if (isClause(rest)) clauses.push(rest);
  else if (clauses.length > 0) clauses.push(`${clauses.pop() ?? ''} ${rest}`.trim());
  return clauses.length > 1 ? clauses : [];
}

function isClause(words: string): boolean {
  const letters = words.match(UNSPACED)?.length ?? 0;
  return letters > 0 ? letters >= SHORTEST_UNSPACED : words.split(/\s+/u).length >= SHORTEST;
}
