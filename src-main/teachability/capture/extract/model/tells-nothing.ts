/** Lessons of a model that tell nothing about the user: what they ask for, what they suppose, what they invent. */
import { stemsOf } from '../../../recall/terms.ts';
import { sentenceActs } from '../../understand/acts/sentence-acts.ts';
import type { SentenceActs } from '../../understand/acts/sentence-acts.ts';
import type { ActScores } from '../../understand/acts/act-classifier.ts';
import { opensFiction, supposedAmong } from '../supposed.ts';
import { withoutLeadIn } from '../wording.ts';
import { wantsText } from '../../understand/wanted-text.ts';
import { wordCount } from '../../understand/word-count.ts';

/** The minimum likelihood that a sentence tells or teaches something. */
const TELLS = 0.5;

/** A question without its mark, behind whatever it is about: "That sign: how do I answer." */
const ASKS_AT_LAST =
  /(?:^|[:"”»,–—-]\s{1,3})(?:how|what|why|where|who|which|when) (?:do|does|did|is|are|was|were|can|could|should|would|will)(?!\p{L})[^,:;]{0,60}$/iu;

/**
 * True if every sentence that shares most words with the lesson is a question, a heading or a request (beside a text only, because elsewhere
 * a request may show a wish), or is about a supposed world.
 * @param own words of the user, without material
 */
export function tellsNothing(lesson: string, own: string, besideText: boolean): boolean {
  if (/[?？]["”'’)\]]{0,3}$/u.test(lesson) || ASKS_AT_LAST.test(lesson)) return true;
  if (wordCount(withoutLeadIn(lesson)) < 2) return true;
  const stems = new Set(stemsOf(lesson));
  const acts = sentenceActs(own);
  const fiction = acts.findIndex(({ text }) => opensFiction(text));
  const supposed = supposedAmong(acts);
  const sentences = acts.map((sentence, at) => ({
    sentence,
    isInvented: (fiction >= 0 && at >= fiction) || supposed[at] === true,
    shared: new Set(stemsOf(sentence.text).filter((stem) => stems.has(stem))).size,
  }));
  const most = Math.max(0, ...sentences.map(({ shared }) => shared));
  // Beside a text it may come from a quotation, which is not read here.
  if (most === 0 && besideText) return true;
  const nearest = sentences.filter(({ shared }) => shared === most);
  return nearest.every(({ sentence, isInvented }) => isInvented || (besideText && !tellsSomething(sentence)));
}

function tellsSomething(sentence: SentenceActs): boolean {
  if (sentence.clauses.some(({ scores }) => tells(scores))) return true;
  if (sentence.isQuestion || /[:：]$/u.test(sentence.text.trim()) || wantsText(sentence)) return false;
  return tells(sentence.scores);
}

function tells({ teach, tell, order, cancel, correct }: ActScores): boolean {
  return teach + tell + order + cancel + correct >= TELLS;
}
