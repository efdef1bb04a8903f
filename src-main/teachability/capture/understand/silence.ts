/** Whether the user wants something kept at all: "off the record", "don't keep this", "you may take notes again". */
import { sentenceActs } from './acts/sentence-acts.ts';
import { ownWords } from './whose-words.ts';

const SURE = 0.5;

/**
 * none: nothing is said about it. message: nothing of this message is to be kept. on: nothing from here on. off: things may be
 * kept again.
 */
export type Silence = 'none' | 'message' | 'on' | 'off';

/** @param own words of the user, without material */
export function silenceIn(own: string): Silence {
  const sentences = sentenceActs(own);
  if (sentences.some(({ scores }) => scores.keep_again >= SURE)) return 'off';
  const asking = sentences.filter(({ scores, act }) => act === 'dont_keep' && scores.dont_keep >= SURE);
  if (asking.length === 0) return 'none';
  // With nothing else in the message there is nothing but what comes that could be meant.
  const more = sentences.some(
    ({ act, text }) => act !== 'dont_keep' && act !== 'chat' && !/[:：]\s*$/u.test(text),
  );
  return more || asking.some(({ text }) => /[:：(]\s*\S/u.test(text)) ? 'message' : 'on';
}

/** Whether earlier messages of the chat, newest first, asked for silence that still holds. */
export function isSilent(earlier: readonly string[]): boolean {
  for (const text of earlier) {
    const silence = silenceIn(ownWords(text));
    if (silence === 'on') return true;
    if (silence === 'off') return false;
  }
  return false;
}
