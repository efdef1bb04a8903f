/**
 * Finds what a message explicitly asks to remember: "remember that …", "from now on …", "/teach …" and their kin. By rules
 * alone, so that it is stored at once whatever model is or is not connected.
 */
import { TuteeError } from '#shared/errors.ts';
import { limits } from '#shared/text.ts';
import { cuesFor } from './cues.ts';
import { kindOf } from './kind-of.ts';
import { HINT } from './rules/definitions.ts';
import { PART_PLAYED } from './rules/guards.ts';
import { withApostrophes } from '../understand/reading.ts';
import { sentencesOf } from '../understand/sentences.ts';
import { statementsOf, tellsOfUser } from './statements.ts';
import { subjectOf } from './subject.ts';
import type { Teaching } from '../teaching.ts';
import { opensList, teachingIn } from '../understand/teaching-form.ts';
import type { Told } from '../understand/teaching-form.ts';
import { whoseWords } from '../understand/whose-words.ts';
import { CORRECTION, tidySentence, withoutLeadIn } from './wording.ts';

const COMMAND = /^\s*\/(?:teach|remember|note|learn)\b(?<lesson>[\s\S]*)$/iu;
/** Words before a lesson that are no part of it. */
const POLITE =
  /^(?:(?:that|dass|que|che|please|kindly|bitte|por favor|s['’]il (?:te|vous) plaît|per favore)[,:]?\s+)+/iu;
/** So many from one message. */
const MOST = 12;

/** "👍 Remember that …" */
const PICTURES_AHEAD = /^(?:\p{Extended_Pictographic}(?:[\u{1f3fb}-\u{1f3ff}]|\ufe0f|\u200d)*\s*)+/u;

/**
 * In the order they were said; empty when the message asks for nothing to be remembered. Throws `invalid_input` for what
 * is longer than a memory can be.
 */
export function explicitTeachings(message: string): Teaching[] {
  return teachingsIn(whoseWords(message).own);
}

/** What is taught by words of which it cannot be told whose they are. */
export function unclearTeachings(message: string): Teaching[] {
  return teachingsIn(whoseWords(message).unclear);
}

/** What a message says beside what it asks to remember, in the user's own words. */
export function untoldIn(message: string): string {
  return untoldOf(whoseWords(message).own);
}

/** @param own words of the user, without material */
export function teachingsIn(own: string): Teaching[] {
  return tellingsIn(own).told.slice(0, MOST).map(toTeaching).flatMap(present);
}

/** @param own words of the user, without material */
export function untoldOf(own: string): string {
  return tellingsIn(own).rest.join('\n');
}

function tellingsIn(own: string): { readonly told: readonly Told[]; readonly rest: readonly string[] } {
  const commanded = COMMAND.exec(own)?.groups?.['lesson']?.replace(/^\s*:/u, '').trim();
  if (commanded !== undefined) {
    const told = commanded === '' ? [] : [{ words: commanded, standing: false, rule: 'told: /teach' }];
    return { told, rest: [] };
  }
  const sentences = sentencesOf(own);
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
    const found = teachingIn(words, sentence.isQuestion);
    const ofPart = part >= 0 && at > part && found?.standing === true;
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

function listAfter(sentences: readonly string[]): string[] {
  const end = sentences.findIndex((sentence) => /[?？]$/u.test(sentence));
  return end < 0 ? [...sentences] : sentences.slice(0, end);
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
