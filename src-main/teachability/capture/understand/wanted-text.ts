/**
 * Handles requests that need a text ("Is that too harsh?", "Shorten.", "The label reads …"): the text must be somewhere in the message. If
 * nothing else can be the text, it may be what looks like a teaching of the user's; then the user is asked.
 */
import type { SlicedTask } from '#shared/sliced-task.ts';
import { isCommonWord } from './acts/frames.ts';
import { leadScores } from './leads/lead-classifier.ts';
import { ADDS } from './marked-material.ts';
import { pointsAtText } from './pointing.ts';
import { BULLET } from './units.ts';
import type { Piece } from './pieces.ts';
import type { Unit } from './units.ts';
import { beginsTelling, roleOf, speaksOfSelf } from './unit-role.ts';
import type { UnitRole } from './unit-role.ts';

/**
 * The minimum likelihood that a request needs a text. The bar is higher for a question beside statements about oneself, because these
 * mostly belong to the question.
 */
const WANTS = 0.5;
const WANTS_FOR_SURE = 0.8;
const WANTS_IN_TELLING = 0.9;
/** A question with at least this many words that refers to nothing is mostly complete. */
const WHOLE = 4;
/** The minimum likelihood that a question needs no text, for an order after it to be stored. */
const COMPLETE = 0.8;
/** A request is recognised by this many first words; if it runs on into a text it has more. */
const OPENING = 5;
const LONGEST_OPENING = 8;
const RUN_ON = 10;
/** A longer piece is judged as a text by its own words. In characters. */
const LONGEST_REQUEST = 200;
/** Where somebody else's words can begin within a sentence: after a dash, or at a capital that does not begin a name. */
const INNER_START = /\s[-–—]{1,2}\s|(?<=[\p{Ll}\p{N},]\s)(?=\p{Lu})/gu;
/** Maximum number of such places that are tried in a sentence. */
const MOST_STARTS = 6;
/** Only this many characters of a sentence are read. */
const READ = 300;

/** True for words that request something of a text, or announce whose words follow. */
export function wantsText(unit: Pick<Unit, 'text'>): boolean {
  return wanting(unit) >= WANTS;
}

function wanting({ text }: Pick<Unit, 'text'>): number {
  return text.length > LONGEST_REQUEST ? 0 : leadScores(text).needs_text;
}

/** The likelihood of needing a text. For a question only its completeness matters. */
function shareWanting({ text }: Pick<Unit, 'text'>): number {
  if (text.length > LONGEST_REQUEST) return 0;
  const { needs_text: wants, stands_alone: whole } = leadScores(text);
  return wants / (wants + whole);
}

/** Statements about something else after a teaching are less certainly requests. */
function isAside({ unit, role }: Piece): boolean {
  return role === 'other' && unit.gap === 'none' && !pointsAtText(unit);
}

function barFor(piece: Piece): number {
  if (isAside(piece)) return WANTS_IN_TELLING;
  const isWhole = piece.unit.text.split(' ').length >= WHOLE && !pointsAtText(piece.unit);
  return piece.role === 'question' && isWhole ? WANTS_FOR_SURE : WANTS;
}

/** True for a request that refers to a text and runs on into it without punctuation: "Clean up this memo so I live in …". */
function runsIntoText({ text, introduces }: Unit): boolean {
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

/** Splits a unit between a request and the text that it is about: "The label reads Never open this.", "Call me Sir - is that rude?" */
export function* withInnerParts(units: readonly Unit[]): SlicedTask<Unit[]> {
  const cut: Unit[] = [];
  for (const unit of units) {
    cut.push(...innerPartsOf(unit));
    yield;
  }
  return cut;
}

function innerPartsOf(unit: Unit): Unit[] {
  const at = innerStart(unit);
  if (at === null) return [unit];
  const [before, after] = [unit.raw.slice(0, at), unit.raw.slice(at)];
  return [
    {
      ...unit,
      raw: before,
      text: plain(before),
      isQuestion: false,
      introduces: pointsAtText({ text: before }),
    },
    { ...unit, raw: after, text: plain(after), gap: 'none' },
  ];
}

function innerStart({ raw, ...unit }: Unit): number | null {
  const starts = [...raw.slice(0, READ).matchAll(INNER_START)].slice(0, MOST_STARTS);
  for (const { index, 0: mark } of starts) {
    const at = index + mark.length;
    const [before, after] = [plain(raw.slice(0, index)), plain(raw.slice(at))];
    if (before === '' || after === '' || (mark === '' && !beginsSentence(after))) continue;
    const said = (text: string) => roleOf({ ...unit, raw: text, text, introduces: false, isQuestion: false });
    const asked = mark !== '' && wantsText({ text: after }) && teaches(said(before));
    if (asked || (wantsText({ text: before }) && teaches(said(after)) && said(before) !== 'teaching'))
      return at;
  }
  return null;
}

/** True for a capital at the start of a sentence, as opposed to a name: the word is common in many sentences. */
function beginsSentence(text: string): boolean {
  const word = /^\p{Lu}[\p{L}\p{M}]*(?:['’]\p{L}+)?/u.exec(text)?.[0] ?? '';
  return word !== 'I' && isCommonWord(word.toLowerCase().replaceAll('’', "'"));
}

function teaches(role: UnitRole): boolean {
  return role === 'teaching' || role === 'self';
}

function plain(raw: string): string {
  return raw
    .trim()
    .replace(/^[–—-]{1,2}\s|\s[–—-]{1,2}$/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/**
 * Indexes of the pieces that may be the text that a request needs.
 * @param isText whether a piece is certainly somebody else's
 * @param hasText whether the message contains a text apart from its pieces
 */
export function wantedAsText(
  pieces: readonly Piece[],
  isText: (at: number) => boolean,
  hasText: boolean,
): number[] {
  if (hasText || pieces.some(({ unit }, at) => isText(at) && !wantsText(unit))) return [];
  const asking = pieces.flatMap(({ unit, role }, at) => {
    const isItem = BULLET.test(unit.raw) || pieces[at - 1]?.unit.introduces === true;
    if (isItem || (role !== 'question' && role !== 'other')) return [];
    const wants = wanting(unit);
    const doubted = role === 'question' ? shareWanting(unit) : wants;
    return doubted >= barFor({ unit, role }) ? [{ at, wants: isAside({ unit, role }) ? WANTS : wants }] : [];
  });
  const [first, last] = [asking[0], asking.at(-1)];
  if (first === undefined || last === undefined) return [];
  const wants = Math.max(...asking.map((one) => one.wants));
  // What the user adds is about the answer, not about the text.
  const added = pieces.findIndex(({ unit }, at) => at > first.at && ADDS.test(unit.text));
  const isBehind = (at: number) => at > last.at && (added < 0 || at < added);
  const follows =
    (pieces[last.at]?.unit.introduces === true && isBehind(last.at + 1)) ||
    pieces.some(({ unit }, at) => isBehind(at) && unit.gap !== 'none');
  return pieces.flatMap(({ unit, role }, at) => {
    const beside = at < last.at ? !follows || at > first.at : isBehind(at);
    const doubted =
      role === 'teaching' ||
      (role === 'self' && wants >= WANTS_FOR_SURE) ||
      (role === 'other' && !wantsText(unit));
    return beside && doubted ? [at] : [];
  });
}

/**
 * Indexes of orders directly after a question that may be incomplete. The bar is strict, because an order is sent with every request. An
 * order about the user, or one that is marked as an addition, is the user's.
 */
export function ordersBehindQuestions(pieces: readonly Piece[]): number[] {
  return pieces.flatMap(({ unit, role }, at) => {
    const before = pieces[at - 1];
    if (role !== 'teaching' || unit.gap !== 'none' || before?.role !== 'question') return [];
    const theirs = speaksOfSelf(unit) || ADDS.test(unit.text) || before.unit.text.length > LONGEST_REQUEST;
    return theirs || leadScores(before.unit.text).stands_alone >= COMPLETE ? [] : [at];
  });
}

/** Indexes of a request that runs on into its text and of the rest of its paragraph. */
export function withinRunningText(pieces: readonly Piece[]): number[] {
  let running = false;
  return pieces.flatMap(({ unit, role }, at) => {
    running = (running && unit.gap !== 'block') || (role !== 'teaching' && runsIntoText(unit));
    return running ? [at] : [];
  });
}
