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

/** “And” between two statements. Letters that mean something else in other languages are read only beside words of their own. */
const AND =
  /(?<!\s)\s+(?:and|und|et|e|ve|och|og|и|та|और|y(?!\s(?:a|avait|aura)\s)|en(?=\s.{0,200}(?<!\p{L})(?:ik|mijn|een|het|niet|geen|heb|ben|werk|woon|onze)(?!\p{L}))|i(?!['’]|\s(?:am|have|was|do|can|will|had)\s))(?=\s)|(?<!\s)\s+(?=و\p{Script=Arabic}{3})/giu;

/** The clauses of a sentence, parted at “and” as well, in the words of the sentence; one if it cannot be parted. */
export function conjunctsIn(sentence: string): string[] {
  if (sentence.length > LONGEST) return [sentence];
  const clauses = clausesIn(sentence);
  return (clauses.length === 0 ? [sentence] : clauses).flatMap((clause) => {
    const parts: string[] = [];
    let start = 0;
    for (const { index, 0: joint } of clause.matchAll(AND)) {
      const [before, after] = [clause.slice(start, index), clause.slice(index + joint.length)];
      if (!hasWords(before) || !hasWords(after)) continue;
      parts.push(before.trim());
      start = index + joint.length;
    }
    return [...parts, clause.slice(start).trim()];
  });
}

function hasWords(text: string): boolean {
  return text.trim().split(/\s+/u).length >= 2;
}

function isClause(words: string): boolean {
  const letters = words.match(UNSPACED)?.length ?? 0;
  return letters > 0 ? letters >= SHORTEST_UNSPACED : words.split(/\s+/u).length >= SHORTEST;
}
