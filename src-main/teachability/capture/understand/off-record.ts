/** Whether the user wants something kept at all: "off the record", "don't keep this", "you may take notes again". */
import { sentenceActs } from './acts/sentence-acts.ts';
import { ownWords } from './whose-words.ts';

const SURE = 0.5;
/** "I don't keep a diary" alone is like what asks for it. */
const SURE_OF_CLAUSE = 0.98;

/**
 * none: nothing is said about it. message: nothing of this message is to be kept. on: nothing from here on. off: things may be
 * kept again.
 */
export type OffRecordRequest = 'none' | 'message' | 'on' | 'off';

/** What a whole message of the user's asks for. */
export function offRecordRequestIn(message: string): OffRecordRequest {
  const own = ownWords(message);
  const request = requestIn(own);
  // "Off the record: the roof leaks." What is not to be kept is there, though it may not count as the user's own words.
  return request === 'on' && lettersIn(message) > lettersIn(own) ? 'message' : request;
}

function lettersIn(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}

/** @param own words of the user, without material */
function requestIn(own: string): OffRecordRequest {
  // "Don't keep this, but we fell out": a clause asks for it, and another is what is not to be kept.
  const parts = sentenceActs(own).flatMap(({ text, scores, act, clauses }) => [
    { text, scores, act, bar: SURE },
    ...clauses.map((clause) => ({ ...clause, bar: SURE_OF_CLAUSE })),
  ]);
  if (parts.some(({ scores, bar }) => scores.keep_again >= bar)) return 'off';
  const asking = parts.filter(({ scores, act, bar }) => act === 'dont_keep' && scores.dont_keep >= bar);
  if (asking.length === 0) return 'none';
  // With nothing else in the message there is nothing but what comes that could be meant.
  const more = parts.some(
    ({ act, text }) => act !== 'dont_keep' && act !== 'chat' && !/[:：]\s*$/u.test(text),
  );
  return more || asking.some(({ text }) => /[:：(]\s*\S/u.test(text)) ? 'message' : 'on';
}

/** Whether earlier messages of the chat, newest first, went off the record and that still holds. */
export function isOffRecord(earlier: readonly string[]): boolean {
  for (const text of earlier) {
    const request = offRecordRequestIn(text);
    if (request === 'on') return true;
    if (request === 'off') return false;
  }
  return false;
}
