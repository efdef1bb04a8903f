/** Finds and removes what a memory says in texts that are not the memory's own, such as the chat that taught it. */

/** What takes the place of words the user wanted removed. */
export const REMOVED = '[removed]';

/** Shorter texts are in too many sentences that have nothing to do with the memory; in characters. */
const SHORTEST = 4;
const SHORTEST_UNSPACED = 2;

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
/** A sentence with the marks and spaces after it. */
const SENTENCE = /[^.!?。！？\n]+(?:[.!?。！？\n]+\s*)?|[.!?。！？\n]+\s*/gu;

/**
 * A pattern for any of the texts, whatever their case, spacing and closing punctuation; null when all are too short to be
 * told from other words.
 */
export function sayingPattern(texts: readonly string[]): RegExp | null {
  const cores = texts
    .map((text) => text.replace(/^[\s\p{P}]+|(?<![\s\p{P}])[\s\p{P}]+$/gu, ''))
    .filter((core) => Array.from(core).length >= (UNSPACED.test(core) ? SHORTEST_UNSPACED : SHORTEST))
    .sort((one, other) => other.length - one.length);
  if (cores.length === 0) return null;
  return new RegExp(cores.map(loosely).join('|'), 'giu');
}

/** Matches a text whatever the spaces between its words. */
function loosely(text: string): string {
  const words = text.split(/\s+/u).map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&'));
  return words.join('\\s+');
}

/** True when the text says it. */
export function says(text: string, pattern: RegExp): boolean {
  return text.search(pattern) >= 0;
}

/** Each place that says it is replaced. */
export function withoutSaying(text: string, pattern: RegExp): string {
  return text.replace(pattern, REMOVED);
}

/** A text in its sentences, each with the marks and spaces after it. */
export function sentencesOf(text: string): readonly string[] {
  return text.match(SENTENCE) ?? [text];
}

/** The message that taught it: its sentences that say it are replaced whole, or all of it when none does word by word. */
export function withoutTeaching(text: string, pattern: RegExp | null): string {
  if (pattern === null || !says(text, pattern)) return REMOVED;
  // Line ends stay: after them a paste or a fence may begin.
  const spaceAfter = (sentence: string) => sentence.slice(sentence.trimEnd().length) || ' ';
  const kept = sentencesOf(text)
    .map((sentence) => (says(sentence, pattern) ? `${REMOVED}${spaceAfter(sentence)}` : sentence))
    .join('');
  // A text of several sentences matches across them.
  return says(kept, pattern) ? REMOVED : kept.trim();
}
