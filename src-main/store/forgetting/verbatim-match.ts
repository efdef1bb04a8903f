/** Finds and redacts a memory's own words in other texts, such as the chat that taught it. */

/** Replaces redacted words. */
export const REMOVED = '[removed]';

/** Shorter texts, in characters, occur in too many unrelated sentences. */
const MIN_LENGTH = 4;
const MIN_LENGTH_UNSPACED = 2;

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
/** A sentence with its closing punctuation and white space. */
const SENTENCE = /[^.!?。！？\n]+(?:[.!?。！？\n]+\s*)?|[.!?。！？\n]+\s*/gu;

/**
 * A pattern that matches any of the texts, ignoring case, white space and outer punctuation; null when all are too
 * short.
 */
export function verbatimPattern(texts: readonly string[]): RegExp | null {
  const cores = texts
    .map((text) => text.replace(/^[\s\p{P}]+|(?<![\s\p{P}])[\s\p{P}]+$/gu, ''))
    .filter((core) => Array.from(core).length >= (UNSPACED.test(core) ? MIN_LENGTH_UNSPACED : MIN_LENGTH))
    .sort((one, other) => other.length - one.length);
  if (cores.length === 0) return null;
  return new RegExp(cores.map(loosely).join('|'), 'giu');
}

/** Source of a pattern for a text, with any white space between words. */
function loosely(text: string): string {
  const words = text.split(/\s+/u).map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&'));
  return words.join('\\s+');
}

/** True when the text contains a match. */
export function matches(text: string, pattern: RegExp): boolean {
  return text.search(pattern) >= 0;
}

/** Replaces each match by REMOVED. */
export function replaceMatches(text: string, pattern: RegExp): string {
  return text.replace(pattern, REMOVED);
}

/** Splits a text into sentences, each with its closing punctuation and white space. */
export function sentencesOf(text: string): readonly string[] {
  return text.match(SENTENCE) ?? [text];
}

/**
 * Redacts a message that taught a memory: the sentences that contain it, or everything when none contains it word for
 * word.
 */
export function redactTeaching(text: string, pattern: RegExp | null): string {
  if (pattern === null || !matches(text, pattern)) return REMOVED;
  // Keep line breaks: a paste or code fence may start after them.
  const spaceAfter = (sentence: string) => sentence.slice(sentence.trimEnd().length) || ' ';
  const kept = sentencesOf(text)
    .map((sentence) => (matches(sentence, pattern) ? `${REMOVED}${spaceAfter(sentence)}` : sentence))
    .join('');
  // A text of several sentences may match across them.
  return matches(kept, pattern) ? REMOVED : kept.trim();
}
