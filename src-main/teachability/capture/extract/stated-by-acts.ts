/** Statements about the user that no rule knows, told by what the classifier of acts says of them. */
import { isEnglish } from '../understand/acts/act-classifier.ts';
import { sentenceActs } from '../understand/acts/sentence-acts.ts';
import type { SentenceActs } from '../understand/acts/sentence-acts.ts';
import { withoutRequest } from '../understand/sentences.ts';
import { wordsOf } from '../../recall/terms.ts';
import { rejectedBy } from './rules/guards.ts';
import { hasRules, refusedInTongues } from './rules/tongues/tongues.ts';

export interface Stated {
  /** As it was said; null when nothing is sure to be told. */
  readonly words: string | null;
  /** It says that something is different now. */
  readonly corrects: boolean;
  /** It is worth keeping only if there is something that it corrects. */
  readonly onlyCorrects: boolean;
}

/** In which a change is told: closed in every language. */
const NOW =
  /(?<![\p{L}])(?:now|nowadays|these days|any ?more|no longer|instead|after all|jetzt|inzwischen|nicht mehr|doch|maintenant|désormais|ne \p{L}+ plus|ahora|ya no|agora|já não|não \p{L}+ mais|adesso|ora|non \p{L}+ più|nu|tegenwoordig|niet meer|teraz|już nie|теперь|сейчас|больше не|тепер|більше не|artık|şimdi|الآن|لم أعد|अब|ab|nuförtiden|inte längre|ikke længere)(?![\p{L}])|现在|現在|改成|换成|不再|今は|もう|이제|지금은/iu;

/** So likely must it be that a sentence tells of the user. */
const SURE = 0.65;
/** Of languages with rules of their own. */
const SURE_BESIDE_RULES = 0.92;
const SURE_OF_CORRECTION = 0.45;
/** With a word that says that it is so now. */
const SURE_OF_CHANGE = 0.08;
const MOST_MATERIAL = 0.3;
const MOST_CHAT = 0.25;
/** Fewer words say little that lasts. */
const SHORTEST = 3;

/** One a sentence. @param own words of the user, without material */
export function statedByActs(own: string): Stated[] {
  // A few words without a language of their own are of the message's.
  const inEnglish = isEnglish(own);
  return sentenceActs(own).map((sentence) => {
    const words = statementIn(sentence);
    const corrects = saysItChanged(sentence);
    if (words === null || (!corrects && !isTold(sentence, words)))
      return { words: null, corrects, onlyCorrects: false };
    // Of English the rules know what is said in passing; what they leave is mostly of the moment.
    return { words, corrects, onlyCorrects: inEnglish || isEnglish(words) || !isTold(sentence, words) };
  });
}

function saysItChanged({ scores, text, isQuestion }: SentenceActs): boolean {
  return !isQuestion && scores.correct >= (NOW.test(text) ? SURE_OF_CHANGE : SURE_OF_CORRECTION);
}

function isTold({ scores }: SentenceActs, words: string): boolean {
  if (scores.material >= MOST_MATERIAL || scores.chat >= MOST_CHAT || rejectedBy(words) !== undefined)
    return false;
  if (wordsOf(words).length < SHORTEST || refusedInTongues(words)) return false;
  if (isEnglish(words)) return scores.tell >= SURE;
  const told = scores.tell + scores.correct + scores.teach;
  return hasRules(words) ? told >= SURE_BESIDE_RULES : told >= SURE;
}

/** Null for a question that states nothing before it asks. */
function statementIn({ text, isQuestion }: SentenceActs): string | null {
  if (!isQuestion) return text;
  const statement = withoutRequest(text);
  return statement === text ? null : statement;
}
