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
import { stemsOf } from '../../recall/terms.ts';
import { doubtfulParagraphs, teachingsWithinText } from './teaching-paragraphs.ts';
import { ADDS, markedLines } from './marked-material.ts';
import { pointsAtText, pointsUp, presents } from './pointing.ts';
import { RecentResults } from './recent-results.ts';
import { cutQuotations, PLACEHOLDER, RESERVED, withPlaceholders } from './quotations.ts';
import { tellsOfQuotation, withOwnQuotations } from './own-quotations.ts';
import { segmentsOf } from './segments.ts';
import { withRoles } from './roles-in-context.ts';
import type { LabelledSegment } from './roles-in-context.ts';
import {
  asks,
  beginsTelling,
  introducesOwn,
  opensPart,
  speaksOfSelf,
  isHypotheticalSpeech,
  roleOf,
} from './segment-role.ts';
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
  /** All of the message; those that are part of the user's own statements have marks in `own` and `unclear` (`withKept` puts them back). */
  readonly quotations: readonly string[];
}

const COMMAND = /^\s*\/(?:teach|remember|note|learn)\b/iu;
/** Invisible characters, such as marks for right-to-left text. */
const INVISIBLE = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
/** Long rows of symbols carry no more information, and cost every pattern time. A row that was cut ends its line. */
const LONG_ROW = /([^\p{L}\p{M}\p{N}]{40})[^\p{L}\p{M}\p{N}]+/gu;
/** Quotation marks around the whole message. */
const WRAPPED = /^\s*["“]([^"“”]+)["”]\s*$/u;
/** A longer sentence that asks and refers to a text contains that text. In characters. */
const LONGEST_REQUEST = 160;
/** Longer text is not a statement about oneself. In characters. */
const LONGEST_TELLING = 2_500;
/** Maximum number of sentences; the rest counts as a text and is not analysed, to save time. */
const MOST_SENTENCES = 300;
/** What comes after this many characters counts as a text. */
const MOST_READ = 20_000;
/** How many results are cached: of a message and those before it. */
const LATELY = 8;
/** In a long text only this many first characters may be the user's. */
const OPENING = 700;

/** Up to this many sentences about oneself after a question are not a text. */
const LONGEST_ASIDE = 2;

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
  const wrapped = WRAPPED.exec(text)?.[1];
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
  const said = withOwnQuotations(labelled);
  const hasText = marked.includes(true) || said.some(({ segment }) => segment.raw.includes(PLACEHOLDER));
  const doubtful = [
    ...doubtfulParagraphs(labelled),
    ...teachingsWithinText(labelled),
    ...ordersBehindQuestions(labelled),
    ...withinRunningText(labelled),
    ...wantedAsText(labelled, (at) => verdicts[at] === 'material' && labelled[at]?.role === 'other', hasText),
  ];
  for (const at of doubtful) if (verdicts[at] === 'own') verdicts[at] = 'unclear';
  for (const [at, entry] of said.entries())
    if (isHypotheticalSpeech(entry.segment) || tellsOfQuotation(entry, said[at + 1]))
      verdicts[at] = 'material';
  return {
    own: joined(said, verdicts, 'own'),
    unclear: joined(said, verdicts, 'unclear'),
    hasMaterial: hasText || verdicts.includes('material'),
    quotations,
  };
}

/** A message that is entirely in quotation marks may be quoted: "From now on, …". */
function ofWrapped(text: string): WhoseWords {
  const teaches = segmentsOf(text.split('\n'), () => false).some((segment) => roleOf(segment) === 'teaching');
  return { own: teaches ? '' : text, unclear: teaches ? text : '', hasMaterial: false, quotations: [] };
}

/** True if the message is not certainly the user's own words throughout. */
export function isMixed({ hasMaterial, unclear }: WhoseWords): boolean {
  return hasMaterial || unclear !== '';
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
    ? { own: '', unclear: '', hasMaterial: true, quotations: [] }
    : { own: text.trim(), unclear: '', hasMaterial: false, quotations: [] };
}

/** The positions of the last segment with the role 'other' and of the last order. */
interface Tail {
  readonly lastOther: number;
  readonly lastOrder: number;
  /** True if marked material precedes all segments; then "what's that?" refers to it. */
  readonly afterMaterial: boolean;
}

type Verdict = 'own' | 'unclear' | 'material';

function judged(
  labelled: readonly LabelledSegment[],
  openFrom: number,
  isMaterialIn: (from: number, to: number) => boolean,
): Verdict[] {
  const verdicts: Verdict[] = labelled.map(() => 'own');
  const setFrom = (at: number, verdict: Verdict) => verdicts.fill(verdict, at);
  const tail: Tail = {
    lastOther: labelled.findLastIndex(({ role }) => role === 'other'),
    lastOrder: labelled.findLastIndex(isOrder),
    afterMaterial: isMaterialIn(0, (labelled[0]?.segment.line ?? 0) - 1),
  };
  let listing = false;
  let checked = false;
  for (const [at, entry] of labelled.entries()) {
    const { segment, role } = entry;
    const before = labelled[at - 1];
    if (segment.line > openFrom) {
      const added = labelled.slice(at).every((one) => one.role !== 'other');
      setFrom(at, added ? 'unclear' : 'material');
      return verdicts;
    }
    if (runsOn(entry)) {
      setFrom(at, 'material');
      return verdicts;
    }
    // What a teaching introduces continues until something is asked.
    if (role === 'question' || (segment.introduces && (pointsAtText(segment) || asksForText(entry))))
      listing = false;
    if (before === undefined) {
      if (segment.introduces && role === 'other' && at === labelled.length - 1) return verdicts;
    } else if (!listing) {
      const skipped =
        isMaterialIn(before.segment.line + 1, segment.line - 1) ||
        (before.segment.line !== segment.line && before.segment.raw.includes(PLACEHOLDER));
      const verdict = afterLead(
        labelled,
        at,
        tail,
        skipped || before.segment.text.endsWith(PLACEHOLDER),
        checked,
      );
      if (verdict === 'material' || verdict === 'unclear') {
        setFrom(at, verdict);
        if (verdict === 'material') addedAtTheEnd(labelled, verdicts, at);
        return verdicts;
      }
      checked = verdict === 'cleared' || (checked && segment.gap !== 'block');
    }
    if (role === 'teaching' && (segment.introduces || at === 0)) listing = true;
  }
  const end = labelled.at(-1);
  const textFollows =
    end !== undefined && (end.segment.introduces || isMaterialIn(end.segment.line, Infinity));
  const before = labelled.at(-2);
  // "How can I mend this code?" refers to marked material directly before it.
  const pointsAtMarked =
    end !== undefined && before !== undefined && isMaterialIn(before.segment.line + 1, end.segment.line - 1);
  if (!textFollows && !(pointsAtMarked && mostlyUser(labelled))) pointedBackAt(labelled, verdicts);
  longText(labelled, verdicts);
  return verdicts;
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

/** True for a request that runs on into the text it is about, without punctuation between them. */
function runsOn({ segment, role }: LabelledSegment): boolean {
  return (
    role !== 'teaching' && segment.text.length > LONGEST_REQUEST && asks(segment) && pointsAtText(segment)
  );
}

/** The verdict on the segments from `at` on, given the one before. `goes on`: nothing there contradicts it. */
function afterLead(
  labelled: readonly LabelledSegment[],
  at: number,
  tail: Tail,
  closed: boolean,
  checked: boolean,
): Verdict | 'cleared' | 'goes on' {
  const lead = labelled[at - 1];
  const entry = labelled[at];
  if (lead === undefined || entry === undefined) return 'goes on';
  const apart = entry.segment.gap !== 'none';
  const theirs = at > tail.lastOther;
  if (closed) return theirs ? 'cleared' : 'material';
  if (opensPart(lead.segment) && apart) return 'material';
  const points = pointsAtText(lead.segment) && (lead.role === 'question' || lead.role === 'other');
  if (lead.segment.introduces) {
    const whose = introducesOwn(lead.segment, lead.role);
    if (whose !== 'own' && !apart && announces(lead, entry)) return 'goes on';
    if (whose === 'material') return 'material';
    if (whose === 'perhaps') return theirs || !apart ? 'cleared' : 'unclear';
    if (whose === 'doubtful') return theirs ? 'unclear' : 'material';
    return 'goes on';
  }
  if (presents(lead.segment)) return 'material';
  if (points && (apart || !beginsTelling(lead.segment))) {
    if (apart) return 'material';
    if (theirs && tail.afterMaterial && ADDS.test(entry.segment.text)) return 'cleared';
    // A remark of the user's own comes last; if more text follows, it belongs to the text.
    return theirs && labelled.at(-1)?.role === 'teaching' ? 'unclear' : 'material';
  }
  if (checked || !apart) return 'goes on';
  if (lead.role === 'self' && pointsAtText(lead.segment)) return theirs ? 'unclear' : 'material';
  if (lead.role !== 'question' && lead.role !== 'other') return 'goes on';
  if (!theirs) return 'material';
  // A few statements about oneself after a question are the user's; a longer one, or an order, may be the text in question.
  const doubted = labelled.length - at > LONGEST_ASIDE || at <= tail.lastOrder;
  return doubted && !ADDS.test(entry.segment.text) ? 'unclear' : 'cleared';
}

/** A request for a text ends a list of teachings: "Translate:". */
function asksForText({ segment, role }: LabelledSegment): boolean {
  return role === 'other' && wantsText(segment);
}

/** True for an order or a fact without a first-person word, which may equally be the text in question. */
function isOrder({ segment, role }: LabelledSegment): boolean {
  return role === 'teaching' && !speaksOfSelf(segment);
}

/** True if the lead names what the statement tells: "New number: my phone number is …". */
function announces(lead: LabelledSegment, { segment, role }: LabelledSegment): boolean {
  if (role !== 'self' || pointsAtText(lead.segment) || lead.role === 'question') return false;
  const told = new Set(stemsOf(segment.text));
  return stemsOf(lead.segment.text).some((stem) => told.has(stem));
}

/** The last paragraph after a text may be the user's again: "… Also, remember that …". */
function addedAtTheEnd(labelled: readonly LabelledSegment[], verdicts: Verdict[], from: number): void {
  const start = labelled.findLastIndex(({ segment }) => segment.gap === 'block');
  if (start <= from) return;
  const last = labelled.slice(start);
  if (!ADDS.test(last[0]?.segment.text ?? '') || !last.every(({ role }) => role !== 'other')) return;
  verdicts.fill('unclear', start);
}

/** True if more of it is the user's than somebody else's. */
function mostlyUser(labelled: readonly LabelledSegment[]): boolean {
  const others = labelled.filter(({ role }) => role === 'other').length;
  return labelled[0]?.role !== 'other' && labelled[0]?.role !== 'teaching' && others * 2 < labelled.length;
}

/** If the last words refer back, such as "… Make that more formal.", what precedes them is the text. */
function pointedBackAt(labelled: readonly LabelledSegment[], verdicts: Verdict[]): void {
  const last = labelled.at(-1);
  if (last === undefined || labelled.length < 2 || last.role === 'teaching' || last.role === 'self') return;
  const earlier = labelled.slice(0, -1);
  if (!pointsAtText(last.segment)) {
    // A text followed by a question that may be about it.
    if (last.segment.gap !== 'block' || labelled[0]?.role !== 'other') return;
    for (const [at, { role }] of earlier.entries()) if (role === 'teaching') verdicts[at] = 'unclear';
    return;
  }
  const alien = earlier.some(({ role }) => role === 'other');
  if (pointsUp(last.segment) || (alien && last.segment.gap !== 'none')) verdicts.fill('material', 0, -1);
  else
    for (const [at, { role }] of earlier.entries())
      if (role === 'teaching' || alien || last.segment.gap !== 'none') verdicts[at] = 'unclear';
}

/**
 * Somebody else's text, followed by a paragraph that asks about it: "Can you tell me what this notice says? I don't know the language,
 * thanks". The request need not be the last sentence. A teaching after it is the user's only if it is marked as an addition.
 */
function textFirst(labelled: readonly LabelledSegment[]): Verdict[] | null {
  const start = labelled.findLastIndex(({ segment }) => segment.gap === 'block');
  const closing = labelled.slice(start);
  const introduced = [...labelled.slice(0, 1), ...closing].some(({ segment }) => segment.introduces);
  if (start < 1 || labelled[0]?.role !== 'other' || introduced) return null;
  const asked = closing.find(({ segment, role }) => role === 'question' && pointsAtText(segment));
  if (closing.every(({ role }) => role !== 'teaching'))
    return asked === undefined ? null : labelled.map(() => 'material');
  const [first, ...behind] = closing;
  const isRequest = ({ segment, role }: LabelledSegment) =>
    role !== 'teaching' && role !== 'self' && pointsAtText(segment) && wantsText(segment);
  if (first === undefined || !isRequest(first) || labelled.slice(0, start).some(isRequest)) return null;
  const added = behind.findIndex(({ segment }) => ADDS.test(segment.text));
  return labelled.map((_, at) => {
    if (at <= start) return at === start ? 'own' : 'material';
    return added >= 0 && at > start + added ? 'own' : 'unclear';
  });
}

/** A long text that is not the user's own statement, without a request. */
function longText(labelled: readonly LabelledSegment[], verdicts: Verdict[]): void {
  if (labelled[0]?.role === 'teaching') return;
  const others = labelled.filter(({ role }) => role === 'other');
  const length = others.reduce((sum, { segment }) => sum + segment.raw.length, 0);
  const isTalk = labelled.some(({ role }) => role === 'self' || role === 'question' || role === 'talk');
  if (length > LONGEST_TELLING) {
    let read = 0;
    for (const [at, { segment }] of labelled.entries()) {
      if (read > OPENING || (at > 0 && segment.gap === 'block')) return void verdicts.fill('material', at);
      read += segment.raw.length;
    }
  }
  if (isTalk || others.length < 3) return;
  for (const [at, { role }] of labelled.entries()) if (role === 'teaching') verdicts[at] = 'unclear';
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
  return text.replaceAll(PLACEHOLDER, ' ');
}

function withoutLongCode(line: string): string {
  return line.replace(/`[^`\n]*`/gu, (code) => (code.length > 40 ? ' ' : code));
}
