/** Statements about the user that no rule knows, told by what the classifier of acts says of them. */
import { isEnglish } from '../understand/acts/act-classifier.ts';
import { sentenceActs } from '../understand/acts/sentence-acts.ts';
import type { SentenceActs } from '../understand/acts/sentence-acts.ts';
import { withoutRequest } from '../understand/sentences.ts';
import { wordsOf } from '../../recall/terms.ts';
import { rejectedBy } from './rules/guards.ts';
import { hasRules, refusedInTongues } from './rules/tongues/tongues.ts';

export interface Stated {
  /** As it was said. */
  readonly words: string;
  /** It says that something is different now. */
  readonly corrects: boolean;
  /** It is worth keeping only if there is something that it corrects. */
  readonly onlyCorrects: boolean;
}

/** So likely must it be that a sentence tells of the user. */
const SURE = 0.65;
/** Of languages with rules of their own. */
const SURE_BESIDE_RULES = 0.85;
const SURE_OF_CORRECTION = 0.45;
const MOST_MATERIAL = 0.3;
const MOST_CHAT = 0.25;
/** Fewer words say little that lasts. */
const SHORTEST = 3;

/** One a sentence; undefined for those that state nothing sure. @param own words of the user, without material */
export function statedByActs(own: string): (Stated | undefined)[] {
  return sentenceActs(own).map((sentence) => {
    const words = statementIn(sentence);
    if (words === null) return undefined;
    const corrects = sentence.scores.correct >= SURE_OF_CORRECTION;
    const { scores } = sentence;
    const doubted = scores.material >= MOST_MATERIAL || scores.chat >= MOST_CHAT || rejectedBy(words) !== undefined;
    if (doubted || wordsOf(words).length < SHORTEST || refusedInTongues(words)) return corrects ? { words, corrects, onlyCorrects: true } : undefined;
    const told = scores.tell + scores.correct + scores.teach + scores.order;
    if (told < (hasRules(words) ? SURE_BESIDE_RULES : SURE)) return undefined;
    // Of English the rules know what is said in passing; what they leave is mostly of the moment.
    const english = isEnglish(words);
    return english && !corrects && scores.tell < SURE ? undefined : { words, corrects, onlyCorrects: english };
  });
}

/** Null for a question that states nothing before it asks. */
function statementIn({ text, isQuestion }: SentenceActs): string | null {
  if (!isQuestion) return text;
  const statement = withoutRequest(text);
  return statement === text ? null : statement;
}
