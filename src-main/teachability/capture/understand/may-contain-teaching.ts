import { isSmallTalk } from '../../small-talk.ts';
import { sentenceActs } from './acts/sentence-acts.ts';
import type { SentenceActs } from './acts/sentence-acts.ts';
import { sentencesOf } from './sentences.ts';
import { speaksInFirstPerson } from './segment-role.ts';

/** "I" as the one who asks: it says nothing about the user ("How do I …?"). */
const ASKER =
  /\b(?:do|did|am|was|have|had|can|could|will|would|shall|should|may|might|must)(?:n['’]t)? i\b/giu;

const SPEAKS_OF_ASKER = /,\s|\b(?:i['’]m|i am|my|i)\b/iu;
/** Longer messages tell something beside what they ask for. In sentences and in characters. */
const MOST = 6;
const LONGEST = 600;
/** A name with what belongs to it tells about somebody ("Tom’s birthday"). */
const OWNER = /(?<!\p{L})\p{Lu}\p{L}{1,30}['’]s\b/u;
/** What a sentence can name beside what it asks for. */
const DETAIL = /[,;:、，；：()]|\p{N}/u;
/** How likely at most a request tells something beside what it asks for, and one that names details. */
const ONLY_ASKS = 0.1;
const ONLY_ASKS_IN_DETAIL = 0.005;
/** Acts that teach nothing. */
const askingActs = ['request', 'work_on_text', 'ask_memory', 'chat', 'material'] as const;

/** False for a message that cannot teach anything: too short, small talk, only questions or only requests. Then no model is called. */
export function mayContainTeaching(ownWords: string): boolean {
  if (isSmallTalk(ownWords)) return false;
  const words = ownWords.match(/[\p{L}\p{N}]+/gu) ?? [];
  const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{4,}/u.test(
    ownWords,
  );
  if (words.length < 2 && !unspaced) return false;
  const sentences = sentencesOf(ownWords);
  const others = sentences.filter(({ isQuestion }) => !isQuestion);
  if (sentences.some(({ isQuestion, text }) => isQuestion && SPEAKS_OF_ASKER.test(text.replace(ASKER, ' '))))
    return true;
  if (others.length === 0 || sentences.length > MOST || ownWords.length > LONGEST) return others.length > 0;
  return sentenceActs(ownWords).some((sentence) => !sentence.isQuestion && !isOnlyRequest(sentence));
}

/** Whether a sentence asks for something and tells nothing of the user or of anybody else. */
function isOnlyRequest({ text, scores, clauses, content }: SentenceActs): boolean {
  if (content !== null || speaksInFirstPerson(text) || OWNER.test(text)) return false;
  const most = DETAIL.test(text) ? ONLY_ASKS_IN_DETAIL : ONLY_ASKS;
  return [scores, ...clauses.map((clause) => clause.scores)].every(
    (each) => 1 - askingActs.reduce((sum, act) => sum + each[act], 0) <= most,
  );
}
