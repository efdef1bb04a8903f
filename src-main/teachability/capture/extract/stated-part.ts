/**
 * Finds the part of a sentence that tells something: the first part of "I keep bees, how do I feed them?", or a whole sentence that only
 * tells.
 */
import type { ActScores } from '../understand/acts/act-classifier.ts';
import { stopWords } from '../../recall/stop-words.ts';
import { wordsOf } from '../../recall/terms.ts';
import { isCommonWord } from '../understand/acts/frames.ts';
import { isEnglish } from '../understand/acts/act-classifier.ts';
import { acts } from '../understand/acts/act.ts';
import { lasts } from '../understand/acts/lasting.ts';
import type { Act } from '../understand/acts/act.ts';
import type { ClauseActs, SentenceActs } from '../understand/acts/sentence-acts.ts';
import { withoutRequest } from '../understand/sentences.ts';

export interface StatedPart {
  /** The words as they were said, without what stands around them. */
  readonly words: string;
  /** The average scores of the telling clauses. */
  readonly scores: ActScores;
  /** True if the meaning of the whole, or of each telling clause, lasts. */
  readonly lasting: boolean;
}

/** The minimum likelihood that a clause tells something. */
const TELLS = 0.5;
const SURE_OF_QUESTION = 0.8;
const SURE_AFTER_REQUEST = 0.95;

/** Null if the sentence only asks. */
export function statedPart({ text, isQuestion, scores, clauses }: SentenceActs): StatedPart | null {
  const first = clauses.findIndex(tells);
  const last = clauses.findLastIndex(tells);
  const goesOnToAsk = first >= 0 && clauses.slice(last + 1).some(asks);
  if (!isQuestion && (first < 0 || (tells({ text, scores }) && !goesOnToAsk)))
    return { words: text, scores, lasting: lasts(text) };
  // "I live in Hull now, you know?" only looks like a question.
  if (first < 0)
    return sumOf(scores) >= SURE_OF_QUESTION
      ? { words: text, scores, lasting: false }
      : beforeRequest(text, scores);
  const told = clauses.slice(first, last + 1);
  // What follows a request for now mostly belongs to that request.
  const asksFirst = clauses.slice(0, first).some(asks);
  if (asksFirst && (sumOf(meanOf(told.filter(tells))) < SURE_AFTER_REQUEST || told.every(onlyLists)))
    return null;
  const words = told
    .map((clause) => clause.text)
    .join(/[，、；]$/u.test(told[0]?.text ?? '') ? '' : ' ')
    .replace(/[,;–—،؛，、；-]$/u, '');
  const telling = told.filter(tells);
  return {
    words,
    scores: meanOf(telling),
    lasting: telling.every(({ text: said }) => !isEnglish(said) && lasts(said)),
  };
}

function beforeRequest(text: string, scores: ActScores): StatedPart | null {
  const words = withoutRequest(text);
  return words === text ? null : { words, scores, lasting: lasts(words) };
}

/** True for a list of amounts and things without a verb: it continues the request. */
function onlyLists({ text }: ClauseActs): boolean {
  const words = wordsOf(text);
  return /\p{N}/u.test(text) && !words.some((word) => stopWords.has(word) || isCommonWord(word));
}

function tells({ text, scores }: Pick<ClauseActs, 'text' | 'scores'>): boolean {
  return (
    !/[?？؟]["”'’)\]]{0,3}$/u.test(text) && (sumOf(scores) >= TELLS || (!isEnglish(text) && lasts(text)))
  );
}

function asks({ scores }: ClauseActs): boolean {
  return scores.request + scores.work_on_text + scores.ask_memory >= TELLS;
}

function sumOf({ tell, teach, correct }: ActScores): number {
  return tell + teach + correct;
}

function meanOf(clauses: readonly ClauseActs[]): ActScores {
  const mean = (act: Act) => clauses.reduce((sum, { scores }) => sum + scores[act], 0) / clauses.length;
  return Object.fromEntries(acts.map((act) => [act, mean(act)])) as Record<Act, number>;
}
