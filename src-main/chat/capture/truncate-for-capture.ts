import type { ErrorData } from '#shared/errors.ts';
import { TuteeError } from '#shared/errors.ts';

/**
 * How much of a message capture reads: characters, and lines or sentences, because each one is matched against every rule. This
 * is many times more than people type; anything longer was pasted. It keeps capture far below the 50 ms for which the main event
 * loop may be blocked.
 */
const MAX_CHARACTERS = 10_000;
const MAX_SENTENCES = 400;
const SENTENCE_END = /[\n.!?。！？]+/gu;

/** The beginning of a text, cut at the end of a line or a word if there is one; the whole text when it is short enough. */
export function truncateForCapture(text: string): string {
  const beginning = text.slice(0, MAX_CHARACTERS);
  let sentences = 0;
  for (const { index, 0: mark } of beginning.matchAll(SENTENCE_END)) {
    sentences += 1;
    if (sentences === MAX_SENTENCES) return text.slice(0, index + mark.length);
  }
  if (beginning.length === text.length) return text;
  const end = Math.max(beginning.lastIndexOf('\n'), 0) || Math.max(beginning.lastIndexOf(' '), 0);
  return (end > 0 ? beginning.slice(0, end) : beginning).toWellFormed();
}

/** The note shown under a message that was truncated; null when it was read whole. */
export function truncationNote(text: string): ErrorData | null {
  if (truncateForCapture(text).length === text.length) return null;
  return new TuteeError(
    'too_long_to_learn',
    'This message is long, so only its beginning was read for something to remember. To teach what stands further on, say it in a message of its own.',
  ).toData();
}
