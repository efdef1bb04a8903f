/**
 * Decides which part of a message is the user's own words and which is material: somebody else's text, or something to be worked on.
 * Everything that learns uses only this result. Words of unclear origin are `unclear`: what they teach waits in review.
 *
 * Two criteria decide. Form: fences, quotes, rules, logs, emails and chat transcripts are material, whoever sent them. Roles: after a
 * request that refers to a text ("translate this:", "is this true?") the rest is that text; after any other request, or after text with an
 * explicit end, the rest is the user's as long as each segment has one of the user's roles.
 */
import { runSync } from '#shared/sliced-task.ts';
import type { SlicedTask } from '#shared/sliced-task.ts';
import { doubtfulParagraphs, teachingsWithinText } from './ownership/teaching-paragraphs.ts';
import { lineMarks, markedLines } from './marked-material.ts';
import { pointsAtText, pointsUp } from './pointing.ts';
import { RecentResults } from './recent-results.ts';
import { addressesBesideText, attributed, underHeadings, versesIn } from './ownership/foreign-forms.ts';
import { lettersIn } from './ownership/letters.ts';
import { isOrder, judged } from './ownership/judge.ts';
import type { Verdict } from './ownership/verdict.ts';
import { proven } from './ownership/proven.ts';
import { textFirst } from './ownership/text-before.ts';
import { unproven } from './ownership/unproven.ts';
import { remarkOnLine } from './ownership/user-remarks.ts';
import { cutQuotations, PLACEHOLDER, QUOTED_SENTENCE, RESERVED, withPlaceholders } from './quotations.ts';
import { tellsOfQuotation, withOwnQuotations } from './own-quotations.ts';
import { segmentsOf } from './segments.ts';
import { paragraphsOf, withRoles } from './roles-in-context.ts';
import type { LabelledSegment } from './roles-in-context.ts';
import { isHypotheticalSpeech, roleOf } from './segment-role.ts';
import {
  ordersBehindQuestions,
  withinRunningText,
  wantedAsText,
  wantsText,
  withInnerParts,
} from './wanted-text.ts';

export interface WhoseWords {
  readonly own: string;
  readonly unclear: string;
  /** True if any part of the message is material. */
  readonly hasMaterial: boolean;
  /** True if `own` is one paragraph at the beginning that asks for something, and the rest is not the user's. */
  readonly isOpening: boolean;
  /** All of the message; those that are part of the user's own statements have marks in `own` and `unclear` (`withKept` puts them back). */
  readonly quotations: readonly string[];
}

const COMMAND = /^\s*\/(?:teach|remember|note|learn)\b/iu;
/** Invisible characters, such as marks for right-to-left text. */
const INVISIBLE = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
/** Long rows of symbols carry no more information, and cost every pattern time. A row that was cut ends its line. */
const LONG_ROW = /([^\p{L}\p{M}\p{N}]{40})[^\p{L}\p{M}\p{N}]+/gu;
/** Quotation marks or square brackets around the whole message; those of JSON have quotation marks within them. */
const WRAPPED = /^\s*(?:["“](?<quoted>[^"“”]+)["”]|\[(?<bracketed>[^[\]{}"'\n]+)\])\s*$/u;
/** Maximum number of sentences; the rest counts as a text and is not analysed, to save time. */
const MOST_SENTENCES = 300;
/** What comes after this many characters counts as a text. */
const MOST_READ = 20_000;
/** How many results are cached: of a message and those before it. */
const LATELY = 8;

/** Several stages of capture ask about the same message, and about those before it. */
const recentResults = new RecentResults<WhoseWords>(LATELY);

export function whoseWords(message: string): WhoseWords {
  return runSync(whoseWordsTask(message));
}

/** As `whoseWords`, in slices of a few milliseconds; the result is cached for `whoseWords`. */
export function* whoseWordsTask(message: string): SlicedTask<WhoseWords> {
  const text = message.slice(0, MOST_READ).toWellFormed();
  const known = recentResults.of(text);
  if (known !== undefined) return known;
  const theirs = yield* whoseWordsIn(text);
  const whole = text.length === message.length ? theirs : { ...theirs, hasMaterial: true };
  recentResults.keep(text, whole);
  return whole;
}

function* whoseWordsIn(message: string): SlicedTask<WhoseWords> {
  const text = message.replace(INVISIBLE, '').replace(RESERVED, ' ').replaceAll('\r\n', '\n');
  if (COMMAND.test(text)) return ofCommand(text);
  const { quoted, bracketed } = WRAPPED.exec(text)?.groups ?? {};
  const wrapped = quoted ?? bracketed;
  if (wrapped !== undefined) return ofWrapped(wrapped.trim());
  const lines = text.replace(LONG_ROW, '$1\n').split('\n').map(withoutLongCode);
  const { marked, openFrom } = markedLines(lines);
  const cut = lines.map((line, at) => cutQuotations(marked[at] === true ? '' : line));
  const read = cut.map((one) => one.text);
  const quotations = cut.flatMap((one) => one.cut);
  const whole = withPlaceholders(segmentsOf(read, (line) => marked[line] === true)).slice(0, MOST_SENTENCES);
  const segments = yield* withInnerParts(whole);
  const labelled = yield* withRoles(segments);
  const markedAt = (line: number) => marked[line] === true;
  const verdicts =
    textFirst(labelled) ??
    judged(labelled, openFrom, (from, to) => {
      return lines
        .slice(Math.max(0, from), to + 1)
        .some((_, at) => markedAt(from + at) || read[from + at]?.includes(PLACEHOLDER) === true);
    });
  enclosed(labelled, verdicts);
  letters(labelled, verdicts);
  for (const at of remarkOnLine(labelled)) if (verdicts[at] === 'material') verdicts[at] = 'unclear';
  const said = withOwnQuotations(labelled);
  const hasText = marked.includes(true) || said.some(({ segment }) => segment.raw.includes(PLACEHOLDER));
  const isText = (at: number) => verdicts[at] === 'material';
  const isProven = new Set(
    proven(labelled, isText, (at) => marked.includes(true, (labelled[at]?.segment.line ?? 0) + 1)),
  );
  const doubtful = [
    ...doubtfulParagraphs(labelled, isText),
    ...unproven(labelled, lineMarks(lines, marked), isText, hasText).filter((at) => !isProven.has(at)),
    ...teachingsWithinText(labelled),
    ...ordersBehindQuestions(labelled),
    ...withinRunningText(labelled),
    ...versesIn(labelled),
    ...underHeadings(labelled),
    ...attributed(labelled),
    ...addressesBesideText(labelled),
    ...wantedAsText(labelled, (at) => isText(at) && labelled[at]?.role === 'other', hasText),
  ];
  for (const at of doubtful) if (verdicts[at] === 'own') verdicts[at] = 'unclear';
  for (const [at, entry] of said.entries())
    if (isHypotheticalSpeech(entry.segment) || tellsOfQuotation(entry, said[at + 1]))
      verdicts[at] = 'material';
  const hasMaterial = hasText || verdicts.includes('material');
  const isBeside = hasMaterial || verdicts.includes('unclear');
  return {
    own: joined(said, verdicts, 'own'),
    unclear: joined(said, verdicts, 'unclear'),
    hasMaterial,
    isOpening:
      isBeside &&
      asksFirst(labelled, verdicts) &&
      !marked.slice(0, lastLineOf(labelled, verdicts)).includes(true),
    quotations,
  };
}

/** A message that is entirely in quotation marks may be quoted: "From now on, …". */
function ofWrapped(text: string): WhoseWords {
  const teaches = segmentsOf(text.split('\n'), () => false).some((segment) => roleOf(segment) === 'teaching');
  return {
    own: teaches ? '' : text,
    unclear: teaches ? text : '',
    hasMaterial: false,
    isOpening: false,
    quotations: [],
  };
}

/** True if what counts as the user's own words is not certain to be, because other text is around it. */
export function isMixed({ hasMaterial, unclear, isOpening }: WhoseWords): boolean {
  return (hasMaterial || unclear !== '') && !isOpening;
}

export function ownWords(message: string): string {
  return whoseWords(message).own;
}

/** Everything after the command is taught, unless the user then asks about it as about a text. */
function ofCommand(text: string): WhoseWords {
  const blocks = text.trimEnd().split(/\n\n/u);
  const [last] = blocks.length > 1 ? segmentsOf([blocks.at(-1) ?? ''], () => false) : [];
  const asked = last !== undefined && roleOf(last) === 'question' && (pointsAtText(last) || pointsUp(last));
  return asked
    ? { own: '', unclear: '', hasMaterial: true, isOpening: false, quotations: [] }
    : { own: text.trim(), unclear: '', hasMaterial: false, isOpening: false, quotations: [] };
}

const GAPS = { none: ' ', line: '\n', block: '\n\n' } as const;

function joined(labelled: readonly LabelledSegment[], verdicts: readonly Verdict[], wanted: Verdict): string {
  let text = '';
  let last = -2;
  for (const [at, { segment }] of labelled.entries()) {
    if (verdicts[at] !== wanted) continue;
    const gap = last === at - 1 ? GAPS[segment.gap] : '\n\n';
    text += text === '' ? segment.raw.trim() : gap + segment.raw.trim();
    last = at;
  }
  return text.replaceAll(QUOTED_SENTENCE, '\n').replaceAll(PLACEHOLDER, ' ');
}

function withoutLongCode(line: string): string {
  return line.replace(/`[^`\n]*`/gu, (code) => (code.length > 40 ? ' ' : code));
}

/** A teaching within a paragraph whose other segments are not the user's may be part of a text. */
function enclosed(labelled: readonly LabelledSegment[], verdicts: Verdict[]): void {
  let alien = false;
  let anyAlien = false;
  for (const [at, entry] of labelled.entries()) {
    const { segment, role } = entry;
    const isAlien = role === 'other' && !segment.introduces;
    anyAlien = isAlien || (anyAlien && segment.gap === 'none');
    if (segment.gap !== 'none') alien = isAlien;
    else if (role !== 'other' && role !== 'teaching') alien = false;
    const after = labelled[at + 1];
    const within = after?.segment.gap === 'none' && after.role === 'other';
    const doubted = alien || (anyAlien && isOrder(entry));
    if (doubted && role === 'teaching' && !segment.introduces && within && verdicts[at] === 'own')
      verdicts[at] = 'unclear';
  }
}

/** A letter beside a request is the text; alone it may be the user's own words, signed. */
function letters(labelled: readonly LabelledSegment[], verdicts: Verdict[]): void {
  for (const { start, end } of lettersIn(labelled)) {
    const isAsked = labelled.some(
      ({ segment, role }, at) => (at < start || at >= end) && (role === 'question' || wantsText(segment)),
    );
    for (let at = start; at < end; at += 1)
      if (verdicts[at] === 'own') verdicts[at] = isAsked ? 'material' : 'unclear';
  }
}

/** True if the user's words are the first paragraph, and it asks for something: then the text is all that comes after it. */
function asksFirst(labelled: readonly LabelledSegment[], verdicts: readonly Verdict[]): boolean {
  const end = paragraphsOf(labelled)[0]?.end ?? 0;
  // Words behind a quotation may go on with it.
  const quoted = labelled.findIndex(({ segment }) => segment.raw.includes(PLACEHOLDER));
  return (
    (quoted < 0 || quoted >= end - 1) &&
    verdicts.every((verdict, at) => (verdict === 'own') === at < end) &&
    labelled
      .slice(0, end)
      .some(
        ({ segment, role }) =>
          role === 'question' ||
          (role === 'other' && (segment.introduces || pointsAtText(segment) || wantsText(segment))),
      )
  );
}

/** The line of the last segment that is the user's. */
function lastLineOf(labelled: readonly LabelledSegment[], verdicts: readonly Verdict[]): number {
  return labelled[verdicts.lastIndexOf('own')]?.segment.line ?? 0;
}
