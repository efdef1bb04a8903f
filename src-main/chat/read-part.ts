import type { ErrorData } from '#shared/errors.ts';
import { TuteeError } from '#shared/errors.ts';

/**
 * How much of a message is read for something to learn: so many characters, and so many lines and sentences, since each is
 * compared with every rule. Many times more than people type; what is longer was pasted. It keeps learning from any message
 * far below the 50 ms for which the main loop may stand still.
 */
const MOST_CHARACTERS = 10_000;
const MOST_SENTENCES = 400;
const SENTENCE_END = /[\n.!?。！？]+/gu;

/** The beginning of a text, up to a line's or a word's end where there is one; the text itself when it is short enough. */
export function readPart(text: string): string {
  const beginning = text.slice(0, MOST_CHARACTERS);
  let sentences = 0;
  for (const { index, 0: mark } of beginning.matchAll(SENTENCE_END)) {
    sentences += 1;
    if (sentences === MOST_SENTENCES) return text.slice(0, index + mark.length);
  }
  if (beginning.length === text.length) return text;
  const end = Math.max(beginning.lastIndexOf('\n'), 0) || Math.max(beginning.lastIndexOf(' '), 0);
  return (end > 0 ? beginning.slice(0, end) : beginning).toWellFormed();
}

/** Said under a message of which only a part was read; null for one that was read whole. */
export function unreadNote(text: string): ErrorData | null {
  if (readPart(text).length === text.length) return null;
  return new TuteeError(
    'too_long_to_learn',
    'This message is long, so only its beginning was read for something to remember. To teach what stands further on, say it in a message of its own.',
  ).toData();
}
