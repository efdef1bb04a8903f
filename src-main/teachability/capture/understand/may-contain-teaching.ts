import { isSmallTalk } from '../../small-talk.ts';
import { sentencesOf } from './sentences.ts';

/** "I" as the one who asks: it says nothing about the user ("How do I …?"). */
const ASKER =
  /\b(?:do|did|am|was|have|had|can|could|will|would|shall|should|may|might|must)(?:n['’]t)? i\b/giu;

/** False for a message that cannot teach anything: too short, small talk, or only questions. Then no model is called. */
export function mayContainTeaching(ownWords: string): boolean {
  if (isSmallTalk(ownWords)) return false;
  const words = ownWords.match(/[\p{L}\p{N}]+/gu) ?? [];
  const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{4,}/u.test(
    ownWords,
  );
  if (words.length < 2 && !unspaced) return false;
  return sentencesOf(ownWords).some(
    ({ isQuestion, text }) => !isQuestion || /,\s|\b(?:i['’]m|i am|my|i)\b/iu.test(text.replace(ASKER, ' ')),
  );
}
