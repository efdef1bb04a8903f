/** Statements about the user that no rule knows, told by what the classifier of acts says of them. */
import { isEnglish } from '../understand/acts/act-classifier.ts';
import { sentenceActs } from '../understand/acts/sentence-acts.ts';
import type { SentenceActs } from '../understand/acts/sentence-acts.ts';
import { wordsOf } from '../../recall/terms.ts';
import { rejectedBy } from './rules/guards.ts';
import { hasRules, refusedInOtherLanguages } from './rules/languages/other-languages.ts';
import { toldPart } from './told-part.ts';
import type { ToldPart } from './told-part.ts';

export interface Stated {
  /** Where something is told, as it was said; null where nothing is. */
  readonly part: string | null;
  /** It tells something that lasts, whatever rules say of it. */
  readonly told: boolean;
  /** It says that something is different now. */
  readonly corrects: boolean;
  /** It belongs to a story, a game or somebody else's text, whatever its words. */
  readonly played: boolean;
}

/** In which a change is told: closed in every language. */
const NOW =
  /(?<![\p{L}])(?:now|nowadays|these days|any ?more|no longer|instead|after all|jetzt|inzwischen|nicht mehr|doch|maintenant|désormais|ne \p{L}+ plus|ahora|ya no|agora|já não|não \p{L}+ mais|adesso|ora|non \p{L}+ più|nu|tegenwoordig|niet meer|teraz|już nie|теперь|сейчас|больше не|тепер|більше не|artık|şimdi|الآن|لم أعد|अब|ab|nuförtiden|inte längre|ikke længere)(?![\p{L}])|现在|現在|改成|换成|不再|今は|もう|이제|지금은/iu;

/** So likely must it be that a sentence tells of the user; in languages with rules, which know most of it, more. */
const SURE = { alone: 0.65, besideRules: 0.85 } as const;
const SURE_BY_LETTERS = { alone: 0.8, besideRules: 0.92 } as const;
/** Most of what is told in English is known by rules, and much of what they leave is of the moment. */
const SURE_IN_ENGLISH = 0.95;
const LEAST_IN_ENGLISH = 0.5;
const SURE_OF_CORRECTION = 0.6;
const SURE_OF_QUESTION = 0.7;
/** With a word that says that it is so now. */
const SURE_OF_CHANGE = 0.08;
const MOST_MATERIAL = 0.3;
const MOST_CHAT = 0.25;
const SURE_OF_PLAY = 0.7;
const OF_THE_USER = /\b(?:i|me|my|mine|we|us|our)\b/iu;
/** Fewer words say little that lasts. */
const SHORTEST = 3;
/** Unless it surely tells something: "Nie piję." */
const SURE_OF_SHORT = 0.9;
/** "My printer." tells nothing yet. */
const ONLY_NAMED =
  /^(?:my|our|the|an?|mein\p{L}?|unser\p{L}?|mon|ma|mes|notre|mi|mis|mio|mia|meu|minha|mijn|onze|min|mitt|mój|moj[ae]|мой|моя|моё|мои|мій)\s\S+$/iu;

/** One a sentence. @param own words of the user, without material */
export function statedByActs(own: string): Stated[] {
  // A few words without a language of their own are of the message's.
  const inEnglish = isEnglish(own);
  const sentences = sentenceActs(own);
  // One alone may be a plain statement in unusual words.
  const played = sentences.filter(({ scores, byMeaning }) => byMeaning && scores.material >= SURE_OF_PLAY);
  return sentences.map((sentence, at) => {
    const part = toldPart(sentence);
    const before = sentences[at - 1]?.text;
    return {
      part: part?.words ?? null,
      // Of English the rules know most of what is said in passing; by letters alone what they leave is mostly of the moment.
      told:
        part !== null &&
        isTold(part, { inEnglish, before, byMeaning: sentence.byMeaning }) &&
        (sentence.byMeaning || !(inEnglish || isEnglish(part.words))),
      corrects: saysItChanged(sentence) && !isSupposed(sentence.text),
      played: played.length > 1 && played.includes(sentence),
    };
  });
}

/** "He works nights." tells of nobody that is known, unless the sentence before was about somebody or something of the user. */
function isOfOthers(words: string, before: string | undefined): boolean {
  if (OF_THE_USER.test(words)) return false;
  if (/^(?:he|she|they|it)\b/iu.test(words)) return before === undefined || !OF_THE_USER.test(before);
  return /^(?:you|an?|the|people|everyone)\b/iu.test(words);
}

/** No change is told by what might be, or by somebody else. */
function isSupposed(text: string): boolean {
  const reason = rejectedBy(text)?.name;
  return reason === 'under a condition' || reason === 'hypothetical' || reason === 'somebody else says it';
}

function saysItChanged({ scores, text, isQuestion }: SentenceActs): boolean {
  if (isQuestion) return scores.correct >= SURE_OF_QUESTION;
  return scores.correct >= (NOW.test(text) ? SURE_OF_CHANGE : SURE_OF_CORRECTION);
}

interface Around {
  readonly inEnglish: boolean;
  readonly before: string | undefined;
  readonly byMeaning: boolean;
}

function isTold({ words, scores }: ToldPart, { inEnglish, before, byMeaning }: Around): boolean {
  if (scores.material >= MOST_MATERIAL || scores.chat >= MOST_CHAT || rejectedBy(words) !== undefined)
    return false;
  const isSure = byMeaning && scores.tell >= SURE_OF_SHORT && !ONLY_NAMED.test(words);
  if (wordsOf(words).length < SHORTEST - (isSure ? 1 : 0) || refusedInOtherLanguages(words)) return false;
  const told = scores.tell + scores.correct + scores.teach;
  if (inEnglish || isEnglish(words)) {
    if (told < SURE_IN_ENGLISH || scores.tell + scores.teach < LEAST_IN_ENGLISH) return false;
    // "The wifi password is …": nobody says it but to have it kept.
    return scores.teach >= LEAST_IN_ENGLISH || !isOfOthers(words, before);
  }
  const sure = byMeaning ? SURE : SURE_BY_LETTERS;
  return told >= (hasRules(words) ? sure.besideRules : sure.alone);
}
