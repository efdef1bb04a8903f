/** Whether the user wants anything to be kept: "off the record", "don't keep this", "you may take notes again". */
import { keepAgainTexts } from '#shared/keep-again.ts';
import { sentenceActs } from './acts/sentence-acts.ts';
import { ownWords } from './whose-words.ts';

/** Said by the button that ends a time off the record. */
const ofButton = new Set(Object.values(keepAgainTexts));
const SURE = 0.5;
/** The minimum likelihood of a clause on its own, because "I don't keep a diary" looks like such a request. */
const SURE_OF_CLAUSE = 0.98;

/** none: no such request. message: keep nothing from this message. on: keep nothing from here on. off: memories may be kept again. */
export type OffRecordRequest = 'none' | 'message' | 'on' | 'off';

/** What a whole message asks for. */
export function offRecordRequestIn(message: string): OffRecordRequest {
  if (ofButton.has(message.trim())) return 'off';
  const own = ownWords(message);
  const request = requestIn(own);
  // In "Off the record: the roof leaks." the message contains what is not to be kept, even if that is not the user's own words.
  return request === 'on' && lettersIn(message) > lettersIn(own) ? 'message' : request;
}

function lettersIn(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}

/** @param own words of the user, without material */
function requestIn(own: string): OffRecordRequest {
  // In "Don't keep this, but we fell out" one clause is the request and the other what is not to be kept.
  const parts = sentenceActs(own).flatMap(({ text, scores, act, clauses }) => [
    { text, scores, act, bar: SURE },
    ...clauses.map((clause) => ({ ...clause, bar: SURE_OF_CLAUSE })),
  ]);
  if (parts.some(({ scores, bar }) => scores.keep_again >= bar)) return 'off';
  const asking = parts.filter(({ scores, act, bar }) => act === 'dont_keep' && scores.dont_keep >= bar);
  if (asking.length === 0) return 'none';
  // If the message contains nothing else, the request can only be about what follows.
  const more = parts.some(
    ({ act, text }) => act !== 'dont_keep' && act !== 'chat' && !/[:：]\s*$/u.test(text),
  );
  return more || asking.some(({ text }) => /[:：(]\s*\S/u.test(text)) ? 'message' : 'on';
}

/**
 * Whether the chat is off the record.
 * @param earlier messages of the chat, newest first
 */
export function isOffRecord(earlier: readonly string[]): boolean {
  for (const text of earlier) {
    const request = offRecordRequestIn(text);
    if (request === 'on') return true;
    if (request === 'off') return false;
  }
  return false;
}
