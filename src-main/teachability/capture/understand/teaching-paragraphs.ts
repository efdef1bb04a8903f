/**
 * Teachings in a paragraph of their own beside a paragraph with a request. They are the user's ("Remember that I'm vegetarian." and, below
 * it, "What could I cook?") or part of a text that the request is about ("How would you reply?"). A paragraph counts as the user's only if
 * it is short and contains nothing else; otherwise the user is asked.
 */
import { isOrder } from '../extract/kind-of.ts';
import { actScores } from './acts/act-classifier.ts';
import { ADDS } from './marked-material.ts';
import { pointsAtText } from './pointing.ts';
import type { Piece } from './pieces.ts';
import { speaksOfSelf } from './unit-role.ts';

/** A range of pieces: from `start` up to, not including, `end`. */
interface Paragraph {
  readonly start: number;
  readonly end: number;
}

/** The maximum number of sentences in a paragraph of the user's beside a request. */
const MOST_SENTENCES = 2;
/** Its maximum length in characters; a longer one may be a text. */
const LONGEST = 170;
/** More lines than this that are not a list are verse. */
const MOST_LINES = 2;
/** A paragraph with at least this many sentences that are not recognisably the user's is a text. */
const FEWEST_OTHERS = 2;
const MOST_OTHERS = 3;
/** A shorter request omits what it is about: "Inconsistencies?" In words. */
const SHORTEST_REQUEST = 3;
/** The minimum likelihood that a request is about a text. */
const ABOUT_TEXT = 0.35;

/** Indexes of the pieces that may equally be somebody else's. */
export function doubtfulParagraphs(pieces: readonly Piece[]): number[] {
  const paragraphs = paragraphsOf(pieces);
  if (paragraphs.length < 2) return [];
  const isRequest = (at: number) => {
    const role = pieces[at]?.role;
    return role === 'question' || role === 'other';
  };
  const requesting = paragraphs.filter(
    (paragraph) =>
      range(paragraph).some(isRequest) && !range(paragraph).some((at) => pieces[at]?.role === 'teaching'),
  );
  if (requesting.length === 0) return [];
  const aboutText = requesting.some((paragraph) =>
    range(paragraph).some((at) => isRequest(at) && asksAboutText(pieces, at)),
  );
  return paragraphs
    .filter((paragraph) => !requesting.includes(paragraph) && !isOwn(pieces, paragraph, aboutText))
    .flatMap(range);
}

function paragraphsOf(pieces: readonly Piece[]): Paragraph[] {
  const starts = pieces.flatMap(({ unit }, at) => (at === 0 || unit.gap === 'block' ? [at] : []));
  return starts.map((start, at) => ({ start, end: starts[at + 1] ?? pieces.length }));
}

const range = ({ start, end }: Paragraph) => Array.from({ length: end - start }, (_, at) => start + at);

/** @param aboutText whether the request beside it is about a text */
function isOwn(pieces: readonly Piece[], paragraph: Paragraph, aboutText: boolean): boolean {
  const own = pieces.slice(paragraph.start, paragraph.end);
  if (own.some(({ unit }) => unit.introduces) || ADDS.test(own[0]?.unit.text ?? '')) return true;
  const length = own.reduce((sum, { unit }) => sum + unit.text.length, 0);
  const lines = own.reduce((sum, { unit }) => sum + unit.raw.trim().split('\n').length, 0);
  if (own.length > MOST_SENTENCES || length > LONGEST || lines > MOST_LINES) return false;
  if (own.some(({ role }) => role === 'other' || role === 'question')) return false;
  return !aboutText || own.some(({ unit, role }) => role === 'teaching' && speaksOfSelf(unit));
}

function asksAboutText(pieces: readonly Piece[], at: number): boolean {
  const piece = pieces[at];
  if (piece === undefined) return false;
  const { unit } = piece;
  if (pointsAtText(unit) || unit.text.split(' ').length <= SHORTEST_REQUEST) return true;
  const { work_on_text: work, material } = actScores({
    text: unit.text,
    before: pieces[at - 1]?.unit.text ?? null,
    after: pieces[at + 1]?.unit.text ?? null,
    gap: unit.gap,
    place: at,
    count: pieces.length,
    besideMaterial: false,
  });
  return work + material >= ABOUT_TEXT;
}

/** Indexes of teachings and statements within a paragraph that begins as a text and consists mostly of other pieces. */
export function teachingsWithinText(pieces: readonly Piece[]): number[] {
  return paragraphsOf(pieces).flatMap((paragraph) => {
    const all = range(paragraph);
    const others = all.filter(
      (at) => pieces[at]?.role === 'other' && pieces[at - 1]?.unit.introduces !== true,
    ).length;
    const first = pieces[paragraph.start];
    const opensText = first?.role === 'other' && !first.unit.introduces && !pointsAtText(first.unit);
    if (!opensText) return [];
    const told = all.filter((at) => isTold(pieces[at]));
    return others >= Math.min(Math.max(told.length, FEWEST_OTHERS), MOST_OTHERS) ? told : [];
  });
}

/** An order that no rule takes for a teaching ("Make sure you …") is one for a model. */
function isTold(piece: Piece | undefined): boolean {
  if (piece === undefined || piece.role === 'teaching' || piece.role === 'self') return piece !== undefined;
  return piece.role === 'other' && isOrder(piece.unit.text);
}
