/**
 * What the user says of their own beside a text that they hand over: in the paragraph of the request, before the text, or in a paragraph of
 * its own after it. A text can imitate a remark after it, so that one is only ever asked about.
 */
import { ADDS, ADDS_WITHIN } from '../marked-material.ts';
import { pointsAtText, pointsBelow } from '../pointing.ts';
import type { LabelledSegment } from '../roles-in-context.ts';
import { speaksOfSelf } from '../segment-role.ts';

/** More sentences than this are not a remark. */
const MOST_SENTENCES = 2;
/** A longer remark is a text. In characters. */
const LONGEST = 170;

export interface Remark {
  /** Index after its last segment. */
  readonly end: number;
  /** False: the text that the request is about may begin with it. */
  readonly isSure: boolean;
}

/**
 * A remark between a request for a text, which is the segment before `at`, and the text, which is in a later paragraph: "Summarise the recipe
 * below. By the way, I'm lactose intolerant." Null if there is none.
 * @param isTextAfter whether marked material follows the segment of that index
 */
export function remarkBeforeText(
  labelled: readonly LabelledSegment[],
  at: number,
  isTextAfter: (at: number) => boolean,
): Remark | null {
  const next = labelled.findIndex(({ segment }, index) => index >= at && segment.gap !== 'none');
  const end = next < 0 ? labelled.length : next;
  const remark = labelled.slice(at, end);
  const textFollows = next < 0 ? isTextAfter(end - 1) : labelled[next]?.segment.gap === 'block';
  if (!textFollows || !isShort(remark) || !remark.every(isUsers)) return null;
  const lead = labelled[at - 1];
  const isPlaced = lead !== undefined && pointsBelow(lead.segment);
  const isSure = remark.every(({ segment }) => adds(segment) || (isPlaced && speaksOfSelf(segment)));
  return { end, isSure };
}

/** Index of a last paragraph that the user may have added to a text, after `from`; -1 if there is none. */
export function remarkAfterText(labelled: readonly LabelledSegment[], from: number): number {
  const start = labelled.findLastIndex(({ segment }) => segment.gap === 'block');
  const last = labelled.slice(start);
  const first = last[0];
  const isOthers = ({ segment, role }: LabelledSegment) =>
    role === 'other' && /[\p{L}\p{N}]{2}/u.test(segment.text.replace(ADDS, ''));
  if (start <= from || first === undefined || last.some(isOthers)) return -1;
  if (ADDS.test(first.segment.text)) return start;
  const asks = last.some(({ role }) => role === 'question') && isUsers(first);
  const marks = last.some(({ segment }) => ADDS_WITHIN.test(segment.text));
  return isRemark(last) || (isShort(last) && (asks || marks)) ? start : -1;
}

/** Indexes of the last segments if the user may have added them on the line of a quotation, or of their request about a text before it. */
export function remarkOnLine(labelled: readonly LabelledSegment[]): number[] {
  const start = labelled.findLastIndex(
    ({ segment }, at) =>
      segment.gap === 'none' && (endsQuoting(labelled[at - 1]) || asksAfterText(labelled, at - 1)),
  );
  return start > 0 && isRemark(labelled.slice(start)) ? labelled.slice(start).map((_, at) => start + at) : [];
}

function endsQuoting(entry: LabelledSegment | undefined): boolean {
  return entry !== undefined && /\ufffc\.?$/u.test(entry.segment.raw.trimEnd());
}

function asksAfterText(labelled: readonly LabelledSegment[], at: number): boolean {
  const entry = labelled[at];
  if (at < 1 || entry === undefined) return false;
  const asks = entry.role === 'question' || (entry.role === 'other' && pointsAtText(entry.segment));
  return asks && (entry.segment.gap === 'block' || endsQuoting(labelled[at - 1]));
}

/** True for a few statements about the user or teachings, which a label may introduce: "Note: …". */
export function isRemark(segments: readonly LabelledSegment[]): boolean {
  const [first, ...others] = segments;
  if (first === undefined) return false;
  const { segment, role } = first;
  const isLabelled = segment.introduces && (role === 'talk' || role === 'teaching' || adds(segment));
  const told = isLabelled ? others : segments;
  const lines = segments.reduce((sum, { segment: { raw } }) => sum + raw.trim().split('\n').length, 0);
  return isShort(told) && told.some(isUsers) && told.every(isUsers) && lines <= segments.length;
}

function adds({ text }: LabelledSegment['segment']): boolean {
  return ADDS.test(text) || ADDS_WITHIN.test(text);
}

function isUsers({ segment, role }: LabelledSegment): boolean {
  return (role === 'self' || role === 'teaching') && !segment.introduces;
}

function isShort(segments: readonly LabelledSegment[]): boolean {
  const length = segments.reduce((sum, { segment }) => sum + segment.text.length, 0);
  return segments.length <= MOST_SENTENCES && length <= LONGEST;
}
