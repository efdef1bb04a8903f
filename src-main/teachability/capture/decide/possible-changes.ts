/**
 * Sentences that no rule or act recognises as a statement but that may report a change to a memory: "traded the bus for a bike". They are
 * kept only if they supersede a memory.
 */
import { kindOf } from '../extract/kind-of.ts';
import { teachingOf } from '../extract/learn-by-rules.ts';
import type { Teaching } from '../teaching.ts';
import { tellsToForget } from '../understand/acts/forget-imperative.ts';
import { sentenceActs } from '../understand/acts/sentence-acts.ts';
import type { SentenceActs } from '../understand/acts/sentence-acts.ts';
import { tidySentence } from '../extract/wording.ts';
import { wordsOf } from '../../recall/terms.ts';

const MOST_MATERIAL = 0.3;
/** The maximum likelihood of being a request or small talk. */
const MOST_ASKING = 0.6;
const MOST_CHAT = 0.9;
/** A longer sentence does not report a change. In words. */
const LONGEST = 30;
/** In words; in pairs of letters for scripts without spaces. */
const SHORTEST = 3;
/** The share of words from which on a sentence counts as the same as a statement. */
const MOSTLY = 0.75;
/** Maximum number from one message. */
const MOST = 6;

/**
 * @param own words of the user, without material
 * @param stated statements that were already found
 */
export function possibleChanges(own: string, stated: readonly Teaching[]): Teaching[] {
  return sentenceActs(own)
    .filter(mayTellAChange)
    .map(({ text }) => tidySentence(text))
    .filter((text) => stated.every((one) => !holds(text, one.text)))
    .slice(0, MOST)
    .map((text) => ({ ...teachingOf(text, kindOf(text), 'said: it changed'), onlyCorrects: true }));
}

/** Whether a sentence says little beyond a statement that was already found in it. */
function holds(sentence: string, stated: string): boolean {
  const [words, known] = [new Set(wordsOf(sentence)), wordsOf(stated)];
  return known.filter((word) => words.has(word)).length >= known.length * MOSTLY;
}

function mayTellAChange({ text, scores, isQuestion }: SentenceActs): boolean {
  const length = wordsOf(text).length;
  if (isQuestion || length < SHORTEST || length > LONGEST || tellsToForget(text)) return false;
  const asking = scores.request + scores.work_on_text + scores.ask_memory + scores.dont_keep + scores.forget;
  return scores.material < MOST_MATERIAL && asking < MOST_ASKING && scores.chat < MOST_CHAT;
}
