/** The form of an explicit teaching: "remember that …", "from now on …", a standing order. Says nothing of whose words it is. */
import { FROM_NOW_ON_LAST, NOT_TOLD, SAID_AFTER, shapes } from './explicit-shapes.ts';
import { opensOwnList } from './leads/own-label.ts';
import { kindOf } from '../extract/kind-of.ts';
import { instructionRules } from '../extract/rules/instructions.ts';
import { rejectedBy } from '../extract/rules/guards.ts';
import { withoutRequest } from './sentences.ts';
import { subjectOf } from '../extract/subject.ts';
import { withoutLeadIn } from '../extract/wording.ts';

export interface ExplicitTeaching {
  readonly words: string;
  readonly standing: boolean;
  readonly rule: string;
  readonly corrects?: boolean;
  /** True: it may be meant for now only, so that the user is asked. */
  readonly doubtful?: boolean;
}

/** A standing order to the assistant at the start of a message is a teaching even without "remember". */
const STANDING_ORDER = /^instruction: (?:always|never|whenever)$/u;
/** A wish is short; longer sentences that end in "from now on" tell a story. In characters. */
const LONGEST_WISH = 160;
/** "Remember the following:" alone: the sentences after it are what is meant. */
const OPENS_LIST =
  /^(?:please\s+)?(?:remember|memori[sz]e|keep in mind|note|learn|merk dir|recuerda|retiens|ricorda|记住|请记住)(?:\s+(?:this|these|the following|about me|please|for later|that|bitte|das|folgendes|esto|ceci|questo|facts|things))*\s*[:：.]$/iu;

const LISTED_BELOW = /^\s{0,8}\n\s{0,8}(?:[-*•–]|\d{1,3}[.)])\s/u;
/** In characters. */
const LOOKED_AHEAD = 24;

/** "Remember I'm vegetarian", without "that". */
const REMEMBER_I =
  /^(?:(?:please|pls|and|also|so|but|ok|okay|hey|now|well)[,.!]? ){0,3}(?:remember|don['’]?t forget|keep in mind|note)\s(?:that\s)?(?<lesson>(?:i['’](?:m|ve|d)|i|we['’](?:re|ve)|we)\s(?!said\b|told\b|asked\b|mentioned\b|wrote\b)\S[\s\S]*)$/iu;

/** "Remember these:", which opens whatever comes next. */
export function opensKnownList(sentence: string): boolean {
  return OPENS_LIST.test(sentence);
}

/** That, or "Rules for you:" and the like, in whatever words, above a list. @param message that the sentence is from */
export function opensList(sentence: string, message: string): boolean {
  if (opensKnownList(sentence)) return true;
  if (!opensOwnList(sentence)) return false;
  const below = message.slice(message.indexOf(sentence) + sentence.length);
  return LISTED_BELOW.test(below.slice(0, LOOKED_AHEAD));
}

/** What a sentence asks to remember; null when it asks for nothing. */
export function teachingIn(sentence: string, isQuestion: boolean): ExplicitTeaching | null {
  if (NOT_TOLD.test(sentence)) return null;
  const polite =
    isQuestion &&
    /^(?:(?:hey|hi|ok|okay|please|tutee)[,!]?\s+)*(?:can|could|would|will) you\b/iu.test(sentence);
  if (isQuestion && !polite) return null;
  for (const { name, pattern, teaches } of shapes) {
    const words = pattern.exec(sentence)?.groups?.['lesson'];
    if (words === undefined || (polite && !/\bthat\b|:|\bfrom now on\b/iu.test(sentence))) continue;
    return {
      words: polite ? words.replace(/(?<![?？])[?？]+$/u, '') : words,
      standing: teaches === 'standing',
      rule: name,
    };
  }
  if (isQuestion) return null;
  const ofSelf = REMEMBER_I.exec(sentence)?.groups?.['lesson'];
  if (ofSelf !== undefined) return { words: ofSelf, standing: false, rule: 'told: remember I …' };
  return toldAtTheEnd(sentence);
}

function toldAtTheEnd(sentence: string): ExplicitTeaching | null {
  const after = SAID_AFTER.exec(sentence)?.groups?.['lesson'];
  if (after !== undefined) return { words: after, standing: false, rule: 'told: … remember that' };
  const last = FROM_NOW_ON_LAST.exec(sentence)?.groups?.['lesson'];
  if (last !== undefined && isWish(last)) return { words: last, standing: true, rule: 'told: … from now on' };
  return standingOrder(sentence);
}

/** Said of the time to come, not told of the past or asked: "I want to get back to writing from now on" is neither. */
function isWish(words: string): boolean {
  if (words.length > LONGEST_WISH || rejectedBy(words) !== undefined) return false;
  return withoutRequest(words) === words && (kindOf(words) !== 'fact' || subjectOf(words, 'fact') !== null);
}

/** "Always answer with bullet points." */
function standingOrder(sentence: string): ExplicitTeaching | null {
  const plain = withoutLeadIn(sentence);
  const order = instructionRules.find(
    ({ name, pattern, unless }) =>
      STANDING_ORDER.test(name) && pattern.test(plain) && unless?.test(plain) !== true,
  );
  return order === undefined || rejectedBy(plain, 'instruction') !== undefined
    ? null
    : { words: plain, standing: true, rule: order.name };
}
