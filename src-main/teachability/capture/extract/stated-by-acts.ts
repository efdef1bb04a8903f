/** Finds statements about the user that no rule matches, by the act classifier. */
import { isEnglish } from '../understand/acts/act-classifier.ts';
import type { ActScores } from '../understand/acts/act-classifier.ts';
import { tellsToForget } from '../understand/acts/forget-imperative.ts';
import { passes } from '../understand/acts/lasting.ts';
import { sentenceActs } from '../understand/acts/sentence-acts.ts';
import type { SentenceActs } from '../understand/acts/sentence-acts.ts';
import { wordsOf } from '../../recall/terms.ts';
import { withSubject } from './elision.ts';
import { saysItEnded } from './ended.ts';
import { rejectedBy } from './rules/guards.ts';
import { hasRules, refusedInOtherLanguages } from './rules/languages/other-languages.ts';
import { withoutApology } from '../understand/apology.ts';
import { statedPart } from './stated-part.ts';
import type { StatedPart } from './stated-part.ts';

export interface Stated {
  /** The telling part in the user's words; null if there is none. */
  readonly part: string | null;
  /** True: it tells something lasting, regardless of rules. */
  readonly told: boolean;
  /** True: it says that something has changed. */
  readonly corrects: boolean;
  /** True: it belongs to a story, a game or somebody else's text, regardless of its words. */
  readonly played: boolean;
}

/** Adverbs for what is so by now; each language has only a few. */
const NOW =
  /(?<![\p{L}])(?:now|nowadays|these days|instead|after all|jetzt|inzwischen|doch|maintenant|désormais|ahora|adesso|ora|nu|tegenwoordig|teraz|теперь|сейчас|тепер|artık|şimdi|الآن|अब|ab|nuförtiden)(?![\p{L}])|现在|現在|改成|换成|今は|もう|이제|지금은/iu;

/**
 * The minimum likelihood that a sentence tells something about the user. It is higher in languages with rules, which already match most
 * such sentences.
 */
const SURE = { alone: 0.65, besideRules: 0.85 } as const;
const SURE_BY_LETTERS = { alone: 0.8, besideRules: 0.92 } as const;
/** In English rules match most statements, and much of the rest is about the moment. */
const SURE_IN_ENGLISH = 0.95;
const LEAST_IN_ENGLISH = 0.5;
/**
 * The same for a sentence with "I", "my", "we", judged by its meaning. Chosen on sentences that the classifier was not trained on
 * (recipes/message-acts/sentences/authors): from here on a fifth more of what people tell is kept, and of small talk two in a hundred.
 */
const SURE_OF_USER = 0.82;
const MOST_ELSE_OF_USER = 0.15;
/** What only completes an earlier message or another clause: "I said ten, it's eleven", "it's the blue one", "like I did for the interview". */
const FRAGMENT =
  /^(?:like|as|than|which|who|where|whose|referencing|considering|given|including|using|regarding|especially|particularly)\b|\bi(?:['’]ve)? (?:said|say|told|meant|mean|wrote|typed)\b|^(?:(?:no+|nope|nah|sorry|wait|oh|well)[,.!]?\s+)*(?:it|that|this|not)\b/iu;
const SURE_OF_CORRECTION = 0.6;
const SURE_OF_QUESTION = 0.7;
/** The minimum likelihood if an adverb such as "now" marks a change. */
const SURE_OF_CHANGE = 0.08;
const MOST_MATERIAL = 0.3;
const MOST_CHAT = 0.25;
const SURE_OF_PLAY = 0.7;
const OF_THE_USER = /\b(?:i|me|my|mine|we|us|our)\b/iu;
/** Shorter sentences seldom say anything lasting. In words. */
const SHORTEST = 3;
/** The minimum likelihood for shorter sentences: "Nie piję." */
const SURE_OF_SHORT = 0.9;
/** A noun alone, such as "My printer.", states nothing. */
const ONLY_NAMED =
  /^(?:my|our|the|an?|mein\p{L}?|unser\p{L}?|mon|ma|mes|notre|mi|mis|mio|mia|meu|minha|mijn|onze|min|mitt|mój|moj[ae]|мой|моя|моё|мои|мій)\s\S+$/iu;

/**
 * One result for each sentence.
 * @param own words of the user, without material
 */
export function statedByActs(own: string): Stated[] {
  // If a few words do not show their language, the language of the message counts.
  const inEnglish = isEnglish(own);
  const sentences = sentenceActs(own);
  // A single fictional sentence may be a plain statement in unusual words.
  const played = sentences.filter(({ scores, byMeaning }) => byMeaning && scores.material >= SURE_OF_PLAY);
  return sentences.map((sentence, at) => {
    const stated = statedPart(sentence);
    const part = stated === null || onlyApologises(stated.words) ? null : stated;
    const before = sentences[at - 1]?.text;
    return {
      part: part?.words ?? null,
      // In English rules match most implicit statements; without vectors, the rest mostly looks like talk about the moment.
      told:
        part !== null &&
        isTold(part, { inEnglish, before, byMeaning: sentence.byMeaning }) &&
        (sentence.byMeaning || !(inEnglish || isEnglish(part.words))),
      corrects: part !== null && saysItChanged(sentence) && !isSupposed(sentence.text),
      played: played.length > 1 && played.includes(sentence),
    };
  });
}

/** "すみません" is a correction only together with the right value. */
function onlyApologises(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(withoutApology(text));
}

/** "He works nights." is about somebody unknown, unless the previous sentence was about a person or thing of the user's. */
function isOfOthers(words: string, before: string | undefined): boolean {
  if (OF_THE_USER.test(words)) return false;
  if (/^(?:he|she|they|it)\b/iu.test(words)) return before === undefined || !OF_THE_USER.test(before);
  return /^(?:you|an?|the|people|everyone)\b/iu.test(words);
}

/** True for hypotheses and for what other people say: neither reports a change. */
function isSupposed(text: string): boolean {
  const reason = rejectedBy(text)?.name;
  return reason === 'under a condition' || reason === 'hypothetical' || reason === 'somebody else says it';
}

function saysItChanged({ scores, text, isQuestion }: SentenceActs): boolean {
  if (isQuestion) return scores.correct >= SURE_OF_QUESTION;
  return scores.correct >= (NOW.test(text) || saysItEnded(text) ? SURE_OF_CHANGE : SURE_OF_CORRECTION);
}

/** A request, an order or a wish to delete something lasts as well, but is not a statement. */
const MOST_ASKING = 0.5;

function asksForSomething({ request, work_on_text: work, order, cancel, forget, dont_keep: off }: ActScores) {
  return request + work + order + cancel + forget + off >= MOST_ASKING;
}

/** In English "Tom prefers tea." may be about anybody; elsewhere the subject is often left out or in the verb. */
function isOwnStatement(words: string, scores: ActScores, inEnglish: boolean): boolean {
  if (asksForSomething(scores) || FRAGMENT.test(words)) return false;
  return !inEnglish || (isOwn(words) && scores.tell + scores.correct + scores.teach >= LEAST_IN_ENGLISH);
}

interface Around {
  readonly inEnglish: boolean;
  readonly before: string | undefined;
  readonly byMeaning: boolean;
}

function isOfUser(words: string, { chat, material, request }: ActScores): boolean {
  if (Math.max(chat, material, request) >= MOST_ELSE_OF_USER) return false;
  return isOwn(words) && !FRAGMENT.test(words);
}

function isOwn(words: string): boolean {
  return OF_THE_USER.test(words) || withSubject(words) !== words;
}

function isTold({ words, scores, lasting }: StatedPart, { inEnglish, before, byMeaning }: Around): boolean {
  if (scores.material >= MOST_MATERIAL || (scores.chat >= MOST_CHAT && !lasting)) return false;
  if (rejectedBy(words) !== undefined || tellsToForget(words)) return false;
  const isSure = byMeaning && scores.tell >= SURE_OF_SHORT && !ONLY_NAMED.test(words);
  if (wordsOf(words).length < SHORTEST - (isSure ? 1 : 0) || refusedInOtherLanguages(words)) return false;
  if (lasting && isOwnStatement(words, scores, inEnglish || isEnglish(words))) return true;
  const told = scores.tell + scores.correct + scores.teach;
  if (inEnglish || isEnglish(words)) {
    if (byMeaning && told >= SURE_OF_USER && isOfUser(words, scores)) return true;
    if (told < SURE_IN_ENGLISH || scores.tell + scores.teach < LEAST_IN_ENGLISH) return false;
    // "The wifi password is …" is said only to have it remembered.
    return scores.teach >= LEAST_IN_ENGLISH || !isOfOthers(words, before);
  }
  if (passes(words)) return false;
  const sure = byMeaning ? SURE : SURE_BY_LETTERS;
  return told >= (hasRules(words) ? sure.besideRules : sure.alone);
}
