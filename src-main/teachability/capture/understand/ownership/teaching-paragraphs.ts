/**
 * Teachings in a paragraph of their own beside a paragraph with a request. They are the user's ("Remember that I'm vegetarian." and, below
 * it, "What could I cook?") or part of a text that the request is about ("How would you reply?"). A paragraph counts as the user's only if
 * it is short and contains nothing else; otherwise the user is asked.
 */
import { isOrder } from '../../extract/kind-of.ts';
import { actScores } from '../acts/act-classifier.ts';
import type { ActScores } from '../acts/act-classifier.ts';
import { ADDS } from '../marked-material.ts';
import { pointsAtText } from '../pointing.ts';
import { paragraphsOf } from '../roles-in-context.ts';
import type { LabelledSegment, Paragraph } from '../roles-in-context.ts';
import { speaksOfSelf } from '../segment-role.ts';
import type { Segment } from '../segments.ts';

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
/** The minimum likelihood that a sentence in the first person is the beginning of a text. */
const SURE_OF_TEXT = 0.8;
const SURE_OF_REQUEST = 0.6;

/**
 * Indexes of the segments that may equally be somebody else's.
 * @param isText whether a segment is certainly somebody else's
 */
export function doubtfulParagraphs(
  labelled: readonly LabelledSegment[],
  isText: (at: number) => boolean,
): number[] {
  const paragraphs = paragraphsOf(labelled);
  if (paragraphs.length < 2) return [];
  const isRequest = (at: number) => {
    if (isText(at)) return false;
    const role = labelled[at]?.role;
    return role === 'question' || role === 'other';
  };
  const requesting = paragraphs.filter(
    (paragraph) =>
      range(paragraph).some(isRequest) && !range(paragraph).some((at) => labelled[at]?.role === 'teaching'),
  );
  if (requesting.length === 0) return [];
  const aboutText = requesting.some((paragraph) =>
    range(paragraph).some((at) => isRequest(at) && asksAboutText(labelled, at)),
  );
  return paragraphs
    .filter((paragraph) => !requesting.includes(paragraph) && !isOwn(labelled, paragraph, aboutText))
    .flatMap(range);
}

const range = ({ start, end }: Paragraph) => Array.from({ length: end - start }, (_, at) => start + at);

/** @param aboutText whether the request beside it is about a text */
function isOwn(labelled: readonly LabelledSegment[], paragraph: Paragraph, aboutText: boolean): boolean {
  const own = labelled.slice(paragraph.start, paragraph.end);
  if (own.some(({ segment }) => segment.introduces) || ADDS.test(own[0]?.segment.text ?? '')) return true;
  const length = own.reduce((sum, { segment }) => sum + segment.text.length, 0);
  const lines = own.reduce((sum, { segment }) => sum + segment.raw.trim().split('\n').length, 0);
  if (own.length > MOST_SENTENCES || length > LONGEST || lines > MOST_LINES) return false;
  if (own.some(({ role }) => role === 'other' || role === 'question')) return false;
  return !aboutText || own.some(({ segment, role }) => role === 'teaching' && speaksOfSelf(segment));
}

function asksAboutText(labelled: readonly LabelledSegment[], at: number): boolean {
  const entry = labelled[at];
  if (entry === undefined) return false;
  const { segment } = entry;
  if (pointsAtText(segment) || segment.text.split(' ').length <= SHORTEST_REQUEST) return true;
  const { work_on_text: work, material } = scoresOf(labelled, at, segment);
  return work + material >= ABOUT_TEXT;
}

function scoresOf(labelled: readonly LabelledSegment[], at: number, { text, gap }: Segment): ActScores {
  return actScores({
    text,
    before: labelled[at - 1]?.segment.text ?? null,
    after: labelled[at + 1]?.segment.text ?? null,
    gap,
    place: at,
    count: labelled.length,
    besideMaterial: false,
  });
}

/** Indexes of teachings and statements within a paragraph that begins as a text and consists mostly of other segments. */
export function teachingsWithinText(labelled: readonly LabelledSegment[]): number[] {
  return paragraphsOf(labelled).flatMap((paragraph) => {
    const all = range(paragraph);
    const others = all.filter(
      (at) => labelled[at]?.role === 'other' && labelled[at - 1]?.segment.introduces !== true,
    ).length;
    const first = all.find((at) => labelled[at]?.role !== 'talk');
    const told = all.filter((at) => isTold(labelled[at]));
    if (first === undefined || others < FEWEST_OTHERS || !opensText(labelled, first, asks(labelled, all)))
      return [];
    return others >= Math.min(Math.max(told.length, FEWEST_OTHERS), MOST_OTHERS) ? told : [];
  });
}

/** Whether a paragraph asks something, or ends with a request. */
function asks(labelled: readonly LabelledSegment[], paragraph: readonly number[]): boolean {
  const last = paragraph.at(-1) ?? 0;
  const entry = labelled[last];
  if (paragraph.some((at) => labelled[at]?.role === 'question')) return true;
  if (entry?.role !== 'other') return false;
  const { request, work_on_text: work } = scoresOf(labelled, last, entry.segment);
  return request + work >= SURE_OF_REQUEST;
}

/**
 * True for a segment that is not the user's, or that reads like a story although it says "I".
 * @param isAsking whether its paragraph asks something: then who says "I" is the one who asks
 */
function opensText(labelled: readonly LabelledSegment[], at: number, isAsking: boolean): boolean {
  const entry = labelled[at];
  if (entry === undefined || entry.segment.introduces || pointsAtText(entry.segment)) return false;
  if (entry.role === 'self')
    return !isAsking && scoresOf(labelled, at, entry.segment).material >= SURE_OF_TEXT;
  return entry.role === 'other';
}

/** An order that no rule takes for a teaching ("Make sure you …") is one for a model. */
function isTold(entry: LabelledSegment | undefined): boolean {
  if (entry === undefined || entry.role === 'teaching' || entry.role === 'self') return entry !== undefined;
  return entry.role === 'other' && isOrder(entry.segment.text);
}
