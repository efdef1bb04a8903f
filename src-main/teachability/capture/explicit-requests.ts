/** Which words of a message teach or forget explicitly, and which are left for implicit capture. */
import type { MemoryReader } from '../ports.ts';
import type { PlannedTeaching } from './decide/plan.ts';
import { teachingsIn, withoutTeachings } from './extract/explicit-teaching.ts';
import { continuedTeaching, demonstration } from './extract/last-turn.ts';
import type { UserWords } from './teaching.ts';
import { forgetRequestsIn } from './understand/forget-request.ts';
import { isMixed, whoseWords } from './understand/whose-words.ts';

/** The message without its requests to forget. */
export function withoutForgetRequests(words: UserWords) {
  const { requests, rest } = forgetRequestsIn(words.text);
  const theirs = whoseWords(words.text);
  const asksToForget = requests.length > 0;
  return {
    left: asksToForget ? { ...words, text: rest } : words,
    /** The user's own words of it. */
    said: asksToForget ? rest : theirs.own,
    theirs,
    strict: isMixed(theirs),
  };
}

/** The message without its explicit teachings, which are stored already. */
export function withoutExplicitTeachings(
  words: UserWords,
  own: string,
  strict: boolean,
  reader: MemoryReader,
): string {
  const whole = demonstration(words) !== null || continuedTeaching(words, reader) !== null;
  return whole ? '' : withoutTeachings(own, strict);
}

/** The explicit teachings in a message, including one that completes the message before it. */
export function explicitTeachingsOf(
  words: UserWords,
  own: string,
  strict: boolean,
  reader: MemoryReader,
): readonly PlannedTeaching[] {
  const shown = demonstration(words);
  if (shown !== null) return [shown];
  const continued = continuedTeaching(words, reader);
  return continued === null ? teachingsIn(own, strict) : [continued];
}
