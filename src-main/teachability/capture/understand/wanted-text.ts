/**
 * A request that is nothing without a text ("Is that too harsh?", "Shorten.", "The label reads …") has that text somewhere in the
 * message. Where nothing else can be it, what looks like a teaching of the user's may be: then the user is asked.
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

/** So likely must it be that a request needs a text; what is said of oneself beside a question mostly belongs to the question. */
const WANTS = 0.5;
const WANTS_FOR_SURE = 0.8;
const WANTS_IN_TELLING = 0.9;
/** A question of so many words that points at nothing mostly says all that it asks. */
const WHOLE = 4;
/** So likely must it be that a question needs no text for an order behind it to be stored. */
const COMPLETE = 0.8;
/** A request is seen from its first words; one that runs into a text has more of them. In words. */
const OPENING = 5;
const LONGEST_OPENING = 8;
const RUN_ON = 10;
/** Longer pieces are told from texts by their own words. In characters. */
const LONGEST_REQUEST = 200;
/** Where words of somebody else can begin inside a sentence: behind a dash, or with a capital that no name has. */
const INNER_START = /\s[-–—]{1,2}\s|(?<=[\p{Ll}\p{N},]\s)(?=\p{Lu})/gu;
/** So many places are tried in a sentence. */
const MOST_STARTS = 6;
/** Each sentence is read so far. In characters. */
const READ = 300;

/** True for words that ask something of a text, or say whose words come next. */
export function wantsText(unit: Pick<Unit, 'text'>): boolean {
  return wanting(unit) >= WANTS;
}

function wanting({ text }: Pick<Unit, 'text'>): number {
  return text.length > LONGEST_REQUEST ? 0 : leadScores(text).needs_text;
}

/** Of a question only whether it is complete matters. */
function shareWanting({ text }: Pick<Unit, 'text'>): number {
  if (text.length > LONGEST_REQUEST) return 0;
  const { needs_text: wants, stands_alone: whole } = leadScores(text);
  return wants / (wants + whole);
}

/** Of statements about something else that follow a teaching it is less sure that they are requests. */
function isAside({ unit, role }: Piece): boolean {
  return role === 'other' && unit.gap === 'none' && !pointsAtText(unit);
}

function barFor(piece: Piece): number {
  if (isAside(piece)) return WANTS_IN_TELLING;
  const isWhole = piece.unit.text.split(' ').length >= WHOLE && !pointsAtText(piece.unit);
  return piece.role === 'question' && isWhole ? WANTS_FOR_SURE : WANTS;
}

/** "Clean up this memo so I live in …": a request that points at a text and runs on into it without a mark. */
function runsIntoText({ text, introduces }: Unit): boolean {
  const words = text.slice(0, READ).split(' ');
  if (introduces || words.length < RUN_ON) return false;
  const lengths = [OPENING, tellingFrom(words)];
  return lengths.some((length) => {
    const opening = { text: words.slice(0, length).join(' ') };
    return pointsAtText(opening) && wanting(opening) >= WANTS_FOR_SURE;
  });
}

/** "Cut this by half I write to you …": where somebody begins to tell, with no word that would join it to the request. In words. */
function tellingFrom(words: readonly string[]): number {
  const joins = (word: string) => isCommonWord(word.toLowerCase());
  const found = words
    .slice(0, LONGEST_OPENING)
    .findIndex((word, at) => at > 1 && beginsTelling({ text: word }) && !joins(words[at - 1] ?? ''));
  return Math.max(0, found);
}

/** "The label reads Never open this.", "Call me Sir - is that rude?": cut between the request and what it is about. */
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

/** A name has a capital too; a word that stands in many sentences has it only where one begins. */
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
 * Indexes of the pieces that may be the text that a request wants.
 * @param isText whether a piece is somebody else's for sure
 * @param hasText whether the message has a text apart from its pieces
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
  // What the user adds is about the answer, not the text that is asked about.
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
 * Indexes of orders right behind a question that is not complete in itself for sure: an order is sent with every answer, so it has the
 * strictest bar. One that speaks of the user, or says that it is added, is theirs.
 */
export function ordersBehindQuestions(pieces: readonly Piece[]): number[] {
  return pieces.flatMap(({ unit, role }, at) => {
    const before = pieces[at - 1];
    if (role !== 'teaching' || unit.gap !== 'none' || before?.role !== 'question') return [];
    const theirs = speaksOfSelf(unit) || ADDS.test(unit.text) || before.unit.text.length > LONGEST_REQUEST;
    return theirs || leadScores(before.unit.text).stands_alone >= COMPLETE ? [] : [at];
  });
}

/** A request that runs on into its text, and what goes on behind it in the same paragraph. */
export function withinRunningText(pieces: readonly Piece[]): number[] {
  let running = false;
  return pieces.flatMap(({ unit, role }, at) => {
    running = (running && unit.gap !== 'block') || (role !== 'teaching' && runsIntoText(unit));
    return running ? [at] : [];
  });
}
