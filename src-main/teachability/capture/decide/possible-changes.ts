/**
 * Sentences that no rule and no act knows as a statement, and that may yet say that something remembered is different now: "traded the bus
 * for a bike". They are kept only where they take the place of a memory.
 */
import { kindOf } from '../extract/kind-of.ts';
import { teachingOf } from '../extract/learn-by-rules.ts';
import type { Teaching } from '../teaching.ts';
import { sentenceActs } from '../understand/acts/sentence-acts.ts';
import type { SentenceActs } from '../understand/acts/sentence-acts.ts';
import { tidySentence } from '../extract/wording.ts';
import { wordsOf } from '../../recall/terms.ts';

const MOST_MATERIAL = 0.3;
/** So likely may it be that something is asked for now, or only chatted. */
const MOST_ASKING = 0.6;
const MOST_CHAT = 0.9;
/** Nobody says in more words that something changed. */
const LONGEST = 30;
/** In words; of scripts without spaces in pairs of letters. */
const SHORTEST = 3;
/** A statement holds so much of the words of another that it is the same one. */
const MOSTLY = 0.75;
/** So many from one message. */
const MOST = 6;

/**
 * @param own words of the user, without material
 * @param stated what is known to be stated
 */
export function possibleChanges(own: string, stated: readonly Teaching[]): Teaching[] {
  return sentenceActs(own)
    .filter(mayTellAChange)
    .map(({ text }) => tidySentence(text))
    .filter((text) => stated.every((one) => !holds(text, one.text)))
    .slice(0, MOST)
    .map((text) => ({ ...teachingOf(text, kindOf(text), 'said: it changed'), onlyCorrects: true }));
}

/** Whether a sentence says little beside what is known to be stated in it. */
function holds(sentence: string, stated: string): boolean {
  const [words, known] = [new Set(wordsOf(sentence)), wordsOf(stated)];
  return known.filter((word) => words.has(word)).length >= known.length * MOSTLY;
}

function mayTellAChange({ text, scores, isQuestion }: SentenceActs): boolean {
  const length = wordsOf(text).length;
  if (isQuestion || length < SHORTEST || length > LONGEST) return false;
  const asking = scores.request + scores.work_on_text + scores.ask_memory + scores.dont_keep + scores.forget;
  return scores.material < MOST_MATERIAL && asking < MOST_ASKING && scores.chat < MOST_CHAT;
}
