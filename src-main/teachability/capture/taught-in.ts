import { TuteeError } from '#shared/errors.ts';
import { datedTeachings } from './extract/dates/dated-teachings.ts';
import { teachingsIn, withoutTeachings } from './extract/explicit-teaching.ts';
import { statedIn } from './extract/learn-by-rules.ts';
import { offRecordRequestIn } from './understand/off-record.ts';
import { withKept } from './understand/quotations.ts';
import { isMixed, whoseWords } from './understand/whose-words.ts';
import type { Teaching } from './teaching.ts';

export type TaughtText = Pick<Teaching, 'text' | 'kind' | 'subject' | 'cues'> & {
  /** The last moment it holds, in ms since 1970 UTC; null: for good. */
  readonly validUntil: number | null;
};

/**
 * The explicit and implicit teachings of a single message, by rules only: for messages of imported chats, whose teachings are proposed.
 * @param at when it was said, in ms since 1970 UTC.
 */
export function taughtIn(message: string, at: number): TaughtText[] {
  const theirs = whoseWords(message);
  const { own } = theirs;
  if (own.trim() === '' || offRecordRequestIn(own) !== 'none') return [];
  const strict = isMixed(theirs);
  const found = datedTeachings(
    [...told(own, strict), ...statedIn(withoutTeachings(own, strict), at, strict)],
    at,
  );
  return found.map(({ text, kind, subject, cues, validUntil = null }) => ({
    text: withKept(text, theirs.quotations),
    kind,
    subject,
    cues,
    validUntil,
  }));
}

function told(own: string, strict: boolean): Teaching[] {
  try {
    return teachingsIn(own, strict);
  } catch (thrown) {
    // A text too long for a memory is not proposed.
    if (thrown instanceof TuteeError && thrown.code === 'invalid_input') return [];
    throw thrown;
  }
}
