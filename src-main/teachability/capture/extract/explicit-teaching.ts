/**
 * Finds what a message explicitly asks to remember: "remember that …", "from now on …", "/teach …" and similar. By rules only, so that it
 * is stored at once whether or not a model is connected.
 */
import { TuteeError } from '#shared/errors.ts';
import { runSync } from '#shared/sliced-task.ts';
import type { SlicedTask } from '#shared/sliced-task.ts';
import { limits } from '#shared/text.ts';
import { stopWords } from '../../recall/stop-words.ts';
import { wordsOf } from '../../recall/terms.ts';
import { cuesFor } from './cues.ts';
import { kindOf } from './kind-of.ts';
import { inMainOrder } from './main-clause.ts';
import { HINT } from './rules/definitions.ts';
import { PART_PLAYED } from './rules/guards.ts';
import { restoreApostrophes } from '../understand/normalized-words.ts';
import { sentencesOf } from '../understand/sentences.ts';
import type { Sentence } from '../understand/sentences.ts';
import { taughtByActs } from './taught-by-acts.ts';
import { statementsOf, tellsOfUser } from './statements.ts';
import { subjectOf } from './subject.ts';
import type { Teaching } from '../teaching.ts';
import { pointsAtText, pointsBelow } from '../understand/pointing.ts';
import { RecentResults } from '../understand/recent-results.ts';
import { opensList, teachingIn } from '../understand/teaching-form.ts';
import type { ExplicitTeaching } from '../understand/teaching-form.ts';
import { withKept } from '../understand/quotations.ts';
import { wantsText } from '../understand/wanted-text.ts';
import { isMixed, whoseWords } from '../understand/whose-words.ts';
import { CORRECTION, tidySentence, withoutLeadIn } from './wording.ts';

const COMMAND = /^\s*\/(?:teach|remember|note|learn)\b(?<lesson>[\s\S]*)$/iu;
/** Polite words before the content of a teaching. */
const POLITE =
  /^(?:(?:that|dass|que|che|please|kindly|bitte|por favor|s['’]il (?:te|vous) plaît|per favore)[,:]?\s+)+/iu;
/** Maximum number of teachings in one message: more than fit into the text that is read (src-main/chat/capture/truncate-for-capture.ts). */
const MOST = 400;

/** Emoji before the words: "👍 Remember that …" */
const PICTURES_AHEAD = /^(?:\p{Extended_Pictographic}(?:[\u{1f3fb}-\u{1f3ff}]|\ufe0f|\u200d)*\s*)+/u;

/**
 * The explicit teachings of a message, in its order; empty if there are none. Throws `invalid_input` if one is longer than a memory can be.
 */
export function explicitTeachings(message: string): Teaching[] {
  const theirs = whoseWords(message);
  return teachingsIn(theirs.own, isMixed(theirs)).map((one) => ({
    ...one,
    text: withKept(one.text, theirs.quotations),
  }));
}

/** Explicit teachings in words of unclear origin. */
export function unclearTeachings(message: string): Teaching[] {
  return teachingsIn(whoseWords(message).unclear, true);
}

/** The user's own words without the explicit teachings. */
export function withoutTeachingsIn(message: string): string {
  const theirs = whoseWords(message);
  return withoutTeachings(theirs.own, isMixed(theirs));
}

/**
 * @param own words of the user, without material
 * @param strict true: only what a rule is certain of, for messages that also contain other text
 */
export function teachingsIn(own: string, strict: boolean): Teaching[] {
  return tellingsIn(own, strict).told.slice(0, MOST).map(toTeaching).flatMap(present);
}

/**
 * The words without the explicit teachings.
 * @param own words of the user, without material
 */
export function withoutTeachings(own: string, strict: boolean): string {
  return tellingsIn(own, strict).rest.join('\n');
}

interface Tellings {
  readonly told: readonly ExplicitTeaching[];
  readonly rest: readonly string[];
}

/** How many results are cached: of a message's own words, and of what is left of them without requests to forget. */
const LATELY = 8;
/** Several stages of capture ask about the same words. */
const recentResults = new RecentResults<Tellings>(LATELY);

function tellingsIn(own: string, strict: boolean): Tellings {
  return runSync(tellingsTask(own, strict));
}

/** Finds the explicit teachings in slices of a few milliseconds, and caches them for `teachingsIn` and `withoutTeachings`. */
export function* tellingsTask(own: string, strict: boolean): SlicedTask<Tellings> {
  const key = `${strict ? 'strict' : 'all'} ${own}`;
  const known = recentResults.of(key);
  if (known !== undefined) return known;
  const found = yield* foundTellings(own, strict);
  recentResults.keep(key, found);
  return found;
}

function* foundTellings(own: string, strict: boolean): SlicedTask<Tellings> {
  const commanded = COMMAND.exec(own)?.groups?.['lesson']?.replace(/^\s*:/u, '').trim();
  if (commanded !== undefined) {
    const told = commanded === '' ? [] : [{ words: commanded, standing: false, rule: 'told: /teach' }];
    return { told, rest: [] };
  }
  const sentences = sentencesOf(own);
  // Instructions for a role that the assistant is to play apply to that role only.
  const part = sentences.findIndex(({ text }) => PART_PLAYED.test(text));
  const found: (ExplicitTeaching | null)[] = [];
  for (const [at, sentence] of sentences.entries()) {
    const told = byRule(sentence);
    found.push(part >= 0 && at > part && told?.standing === true ? null : told);
    yield;
  }
  const opened = sentences.slice(0, -1).findIndex(({ text }) => opensList(text, own));
  const listed = opened < 0 ? 0 : listAfter(sentences.slice(opened + 1).map(({ text }) => text)).length;
  const inList = (at: number) => opened >= 0 && at >= opened && at <= opened + listed;
  const byActs = strict
    ? []
    : taughtByActs(
        own,
        sentences.map((_, at) => found[at] !== null || inList(at) || (part >= 0 && at >= part)),
        found.map((told) => told !== null),
        found.map((told) => told?.standing === true),
      );
  const toldAt = ({ text }: Sentence, at: number): ExplicitTeaching[] => {
    if (at === opened) return [];
    if (inList(at)) return [{ words: text, standing: false, rule: 'told: a list' }];
    const ofRule = found[at];
    const taught =
      ofRule != null
        ? [{ ...ofRule, corrects: CORRECTION.test(text) }]
        : (byActs[at] ?? []).filter(({ words }) => !asksOfText(words));
    return taught.map((one) => ({ ...one, words: inMainOrder(one.words, text) })).flatMap(apart);
  };
  const told: ExplicitTeaching[] = [];
  for (const [at, sentence] of sentences.entries()) {
    told.push(...toldAt(sentence, at));
    yield;
  }
  // If a sentence is only possibly an order, other rules may still find something in it.
  const settled = (at: number) =>
    byActs[at]?.every(({ doubtful = false }) => doubtful) === false || byActs[at]?.length === 0;
  const rest = sentences.filter((_, at) => found[at] === null && !inList(at) && !settled(at));
  return { told, rest: rest.map(({ text }) => text) };
}

/** A request for work on a text: "Summarise the article below." */
function asksOfText(text: string): boolean {
  return pointsBelow({ text }) || (pointsAtText({ text }) && wantsText({ text }));
}

function byRule({ text, isQuestion }: Sentence): ExplicitTeaching | null {
  const told = teachingIn(restoreApostrophes(text.replace(PICTURES_AHEAD, '')), isQuestion);
  // "Merk dir das" refers to the preceding sentence.
  return told !== null && onlyPoints(told.words) ? null : told;
}

/** True for a single function word, such as "this". */
function onlyPoints(words: string): boolean {
  const [only, ...others] = wordsOf(words);
  return only !== undefined && others.length === 0 && stopWords.has(only);
}

/** "… that I am deaf, and that Monday is choir": two things to be remembered. */
const AND_THAT =
  /,\s(?:and|und|et|y|e|en)(?:\salso|\sauch|\saussi|\stambién|\sanche|\stambém|\sook)?\s(?:that|dass|que|che|dat)\s(?!is\b|was\b|i said\b|ist\b)/iu;

/** Splits "Remember that A and B": A and B can change independently, so each becomes a memory. */
function apart(told: ExplicitTeaching): ExplicitTeaching[] {
  const whole = told.words.length > limits.memoryText;
  const parts = told.standing || whole ? [told.words] : told.words.split(AND_THAT);
  if (parts.length > 1) return parts.flatMap((words) => apart({ ...told, words }));
  if (told.standing || whole || !tellsOfUser(told.words)) return [told];
  return statementsOf(told.words, tellsOfUser).map((words) => ({ ...told, words }));
}

function listAfter(sentences: readonly string[]): string[] {
  // "Edit:" as the last words is about the text that follows.
  const end = sentences.findIndex(
    (sentence, at) => /[?？]$/u.test(sentence) || (at === sentences.length - 1 && /[:：]$/u.test(sentence)),
  );
  return end < 0 ? [...sentences] : sentences.slice(0, end);
}

function toTeaching({
  words,
  standing,
  rule,
  corrects = false,
  doubtful = false,
}: ExplicitTeaching): Teaching | null {
  const lesson = HINT.exec(words)?.groups?.['lesson'] ?? words;
  const text = tidySentence(withoutLeadIn(lesson.replace(POLITE, '')));
  if (text.length > limits.memoryText) throw tooLong();
  if (!/[\p{L}\p{N}]{2,}|\p{Script=Han}/u.test(text)) return null;
  const kind = standing ? standingKind(text) : kindOf(text);
  const subject = subjectOf(text, kind);
  return { text, kind, subject, cues: cuesFor(text, kind, subject), rule, corrects, doubtful };
}

/** A truncated memory would look complete, so a text that is too long is rejected. */
function tooLong(): TuteeError {
  const most = limits.memoryText.toLocaleString('en');
  return new TuteeError(
    'invalid_input',
    `Nothing of this message was remembered: a memory can hold ${most} characters, and this is longer. Teach it in parts.`,
  );
}

/** "From now on I live in Porto" is a fact despite its "from now on". */
function standingKind(text: string): Teaching['kind'] {
  const kind = kindOf(text);
  return kind === 'preference' || (kind === 'fact' && /^(?:i|my|we|our)\b/iu.test(text))
    ? kind
    : 'instruction';
}

function present(teaching: Teaching | null): Teaching[] {
  return teaching === null ? [] : [teaching];
}
