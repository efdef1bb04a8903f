/**
 * Finds what a message explicitly asks to remember: "remember that …", "from now on …", "/teach …" and their kin. By rules
 * alone, so that it is stored at once whatever model is or is not connected.
 */
import { TuteeError } from '#shared/errors.ts';
import { limits } from '#shared/text.ts';
import { cuesFor } from './cues.ts';
import { FROM_NOW_ON_LAST, NOT_TOLD, SAID_AFTER, shapes } from './explicit-shapes.ts';
import { kindOf } from './kind-of.ts';
import { ownWords } from './own-words.ts';
import { HINT } from './rules/definitions.ts';
import { instructionRules } from './rules/instructions.ts';
import { PART_PLAYED, rejectedBy } from './rules/guards.ts';
import { withApostrophes } from './reading.ts';
import { sentencesOf, withoutRequest } from './sentences.ts';
import { statementsOf, tellsOfUser } from './statements.ts';
import { subjectOf } from './subject.ts';
import type { Teaching } from './teaching.ts';
import { CORRECTION, tidySentence, withoutLeadIn } from './wording.ts';

const COMMAND = /^\s*\/(?:teach|remember|note|learn)\b[ \t]*:?\s*(?<lesson>[\s\S]*)$/iu;
/** A standing order to the assistant at the start of a message is a teaching even without "remember". */
const STANDING_ORDER = /^instruction: (?:always|never|whenever)$/u;
/** Words before a lesson that are no part of it. */
const POLITE =
  /^(?:(?:that|dass|que|che|please|kindly|bitte|por favor|s['’]il (?:te|vous) plaît|per favore)[,:]?\s+)+/iu;
/** A wish is short; longer sentences that end in "from now on" tell a story. In characters. */
const LONGEST_WISH = 160;
/** So many from one message. */
const MOST = 12;

interface Told {
  readonly words: string;
  readonly standing: boolean;
  readonly rule: string;
  readonly corrects?: boolean;
}

/** Marks that show nothing, such as those around text written from right to left. */
const INVISIBLE = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
/** "👍 Remember that …" */
const PICTURES_AHEAD = /^(?:\p{Extended_Pictographic}(?:[\u{1f3fb}-\u{1f3ff}]|\ufe0f|\u200d)*\s*)+/u;

/**
 * In the order they were said; empty when the message asks for nothing to be remembered. Throws `invalid_input` for what
 * is longer than a memory can be.
 */
export function explicitTeachings(message: string): Teaching[] {
  return tellingsIn(message).told.slice(0, MOST).map(toTeaching).flatMap(present);
}

/** What a message says beside what it asks to remember. */
export function untoldIn(message: string): string {
  return tellingsIn(message).rest.join('\n');
}

function tellingsIn(written: string): { readonly told: readonly Told[]; readonly rest: readonly string[] } {
  const message = written.replace(INVISIBLE, '');
  const commanded = COMMAND.exec(message)?.groups?.['lesson']?.trim();
  if (commanded !== undefined) {
    const told = commanded === '' ? [] : [{ words: commanded, standing: false, rule: 'told: /teach' }];
    return { told, rest: [] };
  }
  const sentences = sentencesOf(ownWords(message));
  const told: Told[] = [];
  const rest: string[] = [];
  // Orders that come with a part to play hold for that part only.
  const part = sentences.findIndex(({ text }) => PART_PLAYED.test(text));
  for (let at = 0; at < sentences.length; at += 1) {
    const sentence = sentences[at];
    if (sentence === undefined) continue;
    if (opensList(sentence.text)) {
      const items = listAfter(sentences.slice(at + 1).map(({ text }) => text));
      told.push(...items.map((words) => ({ words, standing: false, rule: 'told: a list' })));
      at += items.length;
      continue;
    }
    const words = withApostrophes(sentence.text.replace(PICTURES_AHEAD, ''));
    const found = toldBy(words, sentence.isQuestion);
    const ofPart = part >= 0 && at > part && found !== null && STANDING_ORDER.test(found.rule);
    if (found === null || ofPart) rest.push(sentence.text);
    else told.push(...apart({ ...found, corrects: CORRECTION.test(sentence.text) }));
  }
  return { told, rest };
}

/** "Remember that A and B": each may change without the other, so each is a memory of its own. */
function apart(told: Told): Told[] {
  const whole = told.words.length > limits.memoryText;
  if (told.standing || whole || !tellsOfUser(told.words)) return [told];
  return statementsOf(told.words, tellsOfUser).map((words) => ({ ...told, words }));
}

/** "Remember the following:" alone: the sentences after it are what is meant. */
function opensList(sentence: string): boolean {
  return /^(?:please\s+)?(?:remember|memori[sz]e|keep in mind|note|learn|merk dir|recuerda|retiens|ricorda|记住|请记住)(?:\s+(?:this|these|the following|about me|please|for later|that|bitte|das|folgendes|esto|ceci|questo|facts|things))*\s*[:：.]$/iu.test(
    sentence,
  );
}

function listAfter(sentences: readonly string[]): string[] {
  const end = sentences.findIndex((sentence) => /[?？]$/u.test(sentence));
  return end < 0 ? [...sentences] : sentences.slice(0, end);
}

function toldBy(sentence: string, isQuestion: boolean): Told | null {
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
  return isQuestion ? null : toldAtTheEnd(sentence);
}

function toldAtTheEnd(sentence: string): Told | null {
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
function standingOrder(sentence: string): Told | null {
  const plain = withoutLeadIn(sentence);
  const order = instructionRules.find(
    ({ name, pattern, unless }) =>
      STANDING_ORDER.test(name) && pattern.test(plain) && unless?.test(plain) !== true,
  );
  return order === undefined || rejectedBy(plain, 'instruction') !== undefined
    ? null
    : { words: plain, standing: true, rule: order.name };
}

function toTeaching({ words, standing, rule, corrects = false }: Told): Teaching | null {
  const lesson = HINT.exec(words)?.groups?.['lesson'] ?? words;
  const text = tidySentence(withoutLeadIn(lesson.replace(POLITE, '')));
  if (text.length > limits.memoryText) throw tooLong();
  if (!/[\p{L}\p{N}]{2,}|\p{Script=Han}/u.test(text)) return null;
  const kind = standing ? standingKind(text) : kindOf(text);
  const subject = subjectOf(text, kind);
  return { text, kind, subject, cues: cuesFor(text, kind, subject), rule, corrects };
}

/** Half of what was taught would be worse than none: it would pass for the whole. */
function tooLong(): TuteeError {
  const most = limits.memoryText.toLocaleString('en');
  return new TuteeError(
    'invalid_input',
    `Nothing of this message was remembered: a memory can hold ${most} characters, and this is longer. Teach it in parts.`,
  );
}

/** "From now on I live in Porto" is a fact for all its "from now on". */
function standingKind(text: string): Teaching['kind'] {
  const kind = kindOf(text);
  return kind === 'preference' || (kind === 'fact' && /^(?:i|my|we|our)\b/iu.test(text))
    ? kind
    : 'instruction';
}

function present(teaching: Teaching | null): Teaching[] {
  return teaching === null ? [] : [teaching];
}
