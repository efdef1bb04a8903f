/**
 * Handles requests that need a text ("Is that too harsh?", "Shorten.", "The label reads …"): the text must be somewhere in the message. If
 * nothing else can be the text, it may be what looks like a teaching of the user's; then the user is asked.
 */
import type { SlicedTask } from '#shared/sliced-task.ts';
import { isCommonWord } from './acts/frames.ts';
import { leadScores } from './leads/lead-classifier.ts';
import { ADDS } from './marked-material.ts';
import { pointsAtText } from './pointing.ts';
import { BULLET } from './segments.ts';
import type { LabelledSegment } from './roles-in-context.ts';
import type { Segment } from './segments.ts';
import { beginsTelling, endsSaying, roleOf, speaksOfSelf } from './segment-role.ts';
import type { SegmentRole } from './segment-role.ts';

/**
 * The minimum likelihood that a request needs a text. The bar is higher for a question beside statements about oneself, because these
 * mostly belong to the question.
 */
const WANTS = 0.5;
const WANTS_FOR_SURE = 0.8;
const WANTS_IN_TELLING = 0.9;
/** The same for a request at the end of a sentence that refers to what the sentence tells of. */
const WANTS_AT_LAST = 0.15;
/** A question with at least this many words that refers to nothing is mostly complete. */
const WHOLE = 4;
/** The minimum likelihood that a question needs no text, for an order after it to be stored. */
const COMPLETE = 0.8;
/** A request is recognised by this many first words; if it runs on into a text it has more. */
const OPENING = 5;
const LONGEST_OPENING = 8;
const RUN_ON = 10;
/** A longer segment is judged as a text by its own words. In characters. */
const LONGEST_REQUEST = 200;
/** The request at the end of a sentence that first tells something: "I had to write an essay, can you check it?" */
const ASKED_AT_LAST =
  /(?<=[^\s]\s)(?:(?:can|could|would|will) (?:you|u)|kannst du|können sie|könntest du|peux-tu|pouvez-vous|puedes|podrías|puoi|potresti|você pode|podes|kun je|kan du|możesz|можешь)\s[^\n]{1,120}$/iu;
/** Where somebody else's words can begin within a sentence: after a dash or an arrow, at a capital that does not begin a name, after "that goes". */
const INNER_START =
  /\s(?:[-–—]{1,2}|[-=]?>{1,2}|[→⇒|])\s|(?<=[\p{Ll}\p{N},]\s)(?=\p{Lu})|(?<=(?<!\p{L})(?:that|which) (?:goes|says|said|reads?)\s)(?=\S)/gu;
const ARROW = /(?:[-=]?>{1,2}|[→⇒])\s{0,3}$/u;
/** Maximum number of such places that are tried in a sentence. */
const MOST_STARTS = 6;
/** Only this many characters of a sentence are read. */
const READ = 300;

/** True for words that request something of a text, or announce whose words follow. */
export function wantsText(segment: Pick<Segment, 'text'>): boolean {
  return wanting(segment) >= WANTS;
}

function wanting({ text }: Pick<Segment, 'text'>): number {
  if (text.length > LONGEST_REQUEST) return 0;
  const wants = leadScores(text).needs_text;
  const asked = ASKED_AT_LAST.exec(text)?.[0];
  if (asked === undefined) return wants;
  const wantsAtLast = leadScores(asked).needs_text;
  // "… can you check it?"
  const isSure = wantsAtLast >= WANTS_AT_LAST && pointsAtText({ text: asked });
  return Math.max(wants, wantsAtLast, isSure ? WANTS_FOR_SURE : 0);
}

/** The likelihood of needing a text. For a question only its completeness matters. */
function shareWanting({ text }: Pick<Segment, 'text'>): number {
  if (text.length > LONGEST_REQUEST) return 0;
  const { needs_text: wants, stands_alone: whole } = leadScores(text);
  return Math.max(wants / (wants + whole), ASKED_AT_LAST.test(text) ? wanting({ text }) : 0);
}

/** Statements about something else after a teaching are less certainly requests. */
function isAside({ segment, role }: LabelledSegment): boolean {
  return role === 'other' && segment.gap === 'none' && !pointsAtText(segment);
}

function barFor(entry: LabelledSegment): number {
  if (isAside(entry)) return WANTS_IN_TELLING;
  const isWhole = entry.segment.text.split(' ').length >= WHOLE && !pointsAtText(entry.segment);
  return entry.role === 'question' && isWhole ? WANTS_FOR_SURE : WANTS;
}

/** True for a request that refers to a text and runs on into it without punctuation: "Clean up this memo so I live in …". */
function runsIntoText({ text, introduces }: Segment): boolean {
  const words = text.slice(0, READ).split(' ');
  if (introduces || words.length < RUN_ON) return false;
  const lengths = [OPENING, tellingFrom(words)];
  return lengths.some((length) => {
    const opening = { text: words.slice(0, length).join(' ') };
    return pointsAtText(opening) && wanting(opening) >= WANTS_FOR_SURE;
  });
}

/** Index of the first word of a statement that follows a request without a conjunction: "Cut this by half I write to you …". */
function tellingFrom(words: readonly string[]): number {
  const joins = (word: string) => isCommonWord(word.toLowerCase());
  const found = words
    .slice(0, LONGEST_OPENING)
    .findIndex((word, at) => at > 1 && beginsTelling({ text: word }) && !joins(words[at - 1] ?? ''));
  return Math.max(0, found);
}

/** Splits a segment between a request and the text that it is about: "The label reads Never open this.", "Call me Sir - is that rude?" */
export function* withInnerParts(segments: readonly Segment[]): SlicedTask<Segment[]> {
  const cut: Segment[] = [];
  for (const segment of segments) {
    cut.push(...innerPartsOf(segment));
    yield;
  }
  return cut;
}

function innerPartsOf(segment: Segment): Segment[] {
  const at = innerStart(segment);
  if (at === null) return [segment];
  const [before, after] = [segment.raw.slice(0, at), segment.raw.slice(at)];
  return [
    {
      ...segment,
      raw: before,
      text: plain(before),
      isQuestion: false,
      introduces: pointsAtText({ text: before }) || endsSaying(plain(before)) || ARROW.test(before),
    },
    { ...segment, raw: after, text: plain(after), gap: 'none' },
  ];
}

function innerStart({ raw, ...segment }: Segment): number | null {
  const starts = [...raw.slice(0, READ).matchAll(INNER_START)].slice(0, MOST_STARTS);
  for (const { index, 0: mark } of starts) {
    const at = index + mark.length;
    const [before, after] = [plain(raw.slice(0, index)), plain(raw.slice(at))];
    // "I have a rule that says I never …" is the user's own.
    const says = endsSaying(before) && !beginsTelling({ text: before });
    const begins = mark !== '' || beginsSentence(after) || says;
    if (before === '' || after === '' || !begins) continue;
    const said = (text: string) =>
      roleOf({ ...segment, raw: text, text, introduces: false, isQuestion: false });
    const asked = mark !== '' && wantsText({ text: after }) && teaches(said(before));
    if (says && said(before) !== 'teaching') return at;
    // "In Swedish please → Call me Bo."
    const wants = wantsText({ text: before }) || ARROW.test(mark);
    if (asked || (wants && teaches(said(after)) && said(before) !== 'teaching')) return at;
  }
  return null;
}

/** True for a capital at the start of a sentence, as opposed to a name: the word is common in many sentences. */
function beginsSentence(text: string): boolean {
  const word = /^\p{Lu}[\p{L}\p{M}]*(?:['’]\p{L}+)?/u.exec(text)?.[0] ?? '';
  return word !== 'I' && isCommonWord(word.toLowerCase().replaceAll('’', "'"));
}

function teaches(role: SegmentRole): boolean {
  return role === 'teaching' || role === 'self';
}

function plain(raw: string): string {
  return raw
    .trim()
    .replace(/^[–—-]{1,2}\s|\s(?:[–—-]{1,2}|[-=]?>{1,2}|[→⇒|])$/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/**
 * Indexes of the segments that may be the text that a request needs.
 * @param isText whether a segment is certainly somebody else's
 * @param hasText whether the message contains a text apart from its segments
 */
export function wantedAsText(
  labelled: readonly LabelledSegment[],
  isText: (at: number) => boolean,
  hasText: boolean,
): number[] {
  if (hasText || labelled.some(({ segment }, at) => isText(at) && !wantsText(segment))) return [];
  const asking = labelled.flatMap(({ segment, role }, at) => {
    const isItem = BULLET.test(segment.raw) || labelled[at - 1]?.segment.introduces === true;
    const wants = wanting(segment);
    // "Correct my English."
    const asksForOwn = role === 'self' && wants >= WANTS_FOR_SURE && !beginsTelling(segment);
    if (isItem || (role !== 'question' && role !== 'other' && !asksForOwn)) return [];
    const doubted = role === 'question' ? shareWanting(segment) : wants;
    return doubted >= barFor({ segment, role })
      ? [{ at, wants: isAside({ segment, role }) ? WANTS : wants }]
      : [];
  });
  const [first, last] = [asking[0], asking.at(-1)];
  if (first === undefined || last === undefined) return [];
  const wants = Math.max(...asking.map((one) => one.wants));
  // What the user adds is about the answer, not about the text.
  const added = labelled.findIndex(({ segment }, at) => at > first.at && ADDS.test(segment.text));
  const isBehind = (at: number) => at > last.at && (added < 0 || at < added);
  const follows =
    (labelled[last.at]?.segment.introduces === true && isBehind(last.at + 1)) ||
    labelled.some(({ segment }, at) => isBehind(at) && segment.gap !== 'none');
  return labelled.flatMap(({ segment, role }, at) => {
    const beside = at < last.at ? !follows || at > first.at : isBehind(at);
    const doubted =
      role === 'teaching' ||
      (role === 'self' && wants >= WANTS_FOR_SURE) ||
      (role === 'other' && !wantsText(segment));
    return beside && doubted ? [at] : [];
  });
}

/**
 * Indexes of orders directly after a question that may be incomplete. The bar is strict, because an order is sent with every request. An
 * order about the user, or one that is marked as an addition, is the user's.
 */
export function ordersBehindQuestions(labelled: readonly LabelledSegment[]): number[] {
  return labelled.flatMap(({ segment, role }, at) => {
    const before = labelled[at - 1];
    if (role !== 'teaching' || segment.gap !== 'none' || before?.role !== 'question') return [];
    const theirs =
      speaksOfSelf(segment) || ADDS.test(segment.text) || before.segment.text.length > LONGEST_REQUEST;
    return theirs || leadScores(before.segment.text).stands_alone >= COMPLETE ? [] : [at];
  });
}

/** Indexes of a request that runs on into its text and of the rest of its paragraph. */
export function withinRunningText(labelled: readonly LabelledSegment[]): number[] {
  let running = false;
  return labelled.flatMap(({ segment, role }, at) => {
    running = (running && segment.gap !== 'block') || (role !== 'teaching' && runsIntoText(segment));
    return running ? [at] : [];
  });
}
