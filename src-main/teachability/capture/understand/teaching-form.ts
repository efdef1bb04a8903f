/**
 * Recognises the form of an explicit teaching: "remember that …", "from now on …", a standing order. Does not decide whose words they are.
 */
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
  /** True: it may only apply now, so the user is asked. */
  readonly doubtful?: boolean;
}

/** A standing order to the assistant at the start of a message is a teaching even without "remember". */
const STANDING_ORDER = /^instruction: (?:always|never|whenever)$/u;
/** A longer sentence that ends in "from now on" tells a story. In characters. */
const LONGEST_WISH = 160;
/** "Remember the following:" alone; the sentences after it are the content. */
const OPENS_LIST =
  /^(?:please\s+)?(?:remember|memori[sz]e|keep in mind|note|learn|merk dir|recuerda|retiens|ricorda|记住|请记住)(?:\s+(?:this|these|the following|about me|please|for later|that|bitte|das|folgendes|esto|ceci|questo|facts|things))*\s*[:：.]$/iu;

const LISTED_BELOW = /^\s{0,8}\n\s{0,8}(?:[-*•–]|\d{1,3}[.)])\s/u;
/** How far to look ahead, in characters. */
const LOOKED_AHEAD = 24;

/** "Remember I'm vegetarian", without "that". */
const REMEMBER_I =
  /^(?:(?:please|pls|and|also|so|but|ok|okay|hey|now|well)[,.!]? ){0,3}(?:remember|don['’]?t forget|keep in mind|note)\s(?:that\s)?(?<lesson>(?:i['’](?:m|ve|d)|i|we['’](?:re|ve)|we)\s(?!said\b|told\b|asked\b|mentioned\b|wrote\b)\S[\s\S]*)$/iu;

/** True for "Remember these:" and other known words that introduce what follows. */
export function opensKnownList(sentence: string): boolean {
  return OPENS_LIST.test(sentence);
}

/**
 * True for `opensKnownList`, and for labels such as "Rules for you:" in any words above a list.
 * @param message the message that contains the sentence
 */
export function opensList(sentence: string, message: string): boolean {
  if (opensKnownList(sentence)) return true;
  if (!opensOwnList(sentence)) return false;
  const below = message.slice(message.indexOf(sentence) + sentence.length);
  return LISTED_BELOW.test(below.slice(0, LOOKED_AHEAD));
}

/** What a sentence asks to remember; null if it is not an explicit teaching. */
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

/** True for a wish about the future, but not for a question or a story such as "I want to get back to writing from now on". */
function isWish(words: string): boolean {
  if (words.length > LONGEST_WISH || rejectedBy(words) !== undefined) return false;
  return withoutRequest(words) === words && (kindOf(words) !== 'fact' || subjectOf(words, 'fact') !== null);
}

/** A standing order such as "Always answer with bullet points." */
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
