/**
 * Positions that prove a statement to be the user's, although a text stands beside it. Orders are not among them: a text that imitates such
 * a position would command every later chat.
 */
import { kindOf } from '../../extract/kind-of.ts';
import { pointsAtText, pointsUp } from '../pointing.ts';
import { PLACEHOLDER } from '../quotations.ts';
import { paragraphsOf } from '../roles-in-context.ts';
import type { LabelledSegment, Paragraph } from '../roles-in-context.ts';
import { reports, speaksOfSelf } from '../segment-role.ts';
import { wantsText } from '../wanted-text.ts';

/** More sentences than this may be a text of their own. */
const MOST_SENTENCES = 3;

/**
 * Indexes of the segments that are proven.
 * @param isText whether a segment is certainly somebody else's
 * @param hasMarkedAfter whether marked material stands below a segment
 */
export function proven(
  labelled: readonly LabelledSegment[],
  isText: (at: number) => boolean,
  hasMarkedAfter: (at: number) => boolean,
): number[] {
  const paragraphs = paragraphsOf(labelled);
  return [
    ...beforeRequest(labelled, paragraphs, isText, hasMarkedAfter),
    ...behindRequestAtEnd(labelled, paragraphs),
    ...behindQuotation(labelled),
  ].filter((at) => isFact(labelled[at]));
}

function isFact(entry: LabelledSegment | undefined): boolean {
  return (
    entry !== undefined &&
    (entry.role === 'self' || entry.role === 'teaching') &&
    speaksOfSelf(entry.segment) &&
    kindOf(entry.segment.text) !== 'instruction'
  );
}

const isOwnRole = ({ role }: LabelledSegment) => role === 'teaching' || role === 'self' || role === 'talk';

function asksForWork({ segment, role }: LabelledSegment): boolean {
  if (role === 'teaching' || role === 'self' || role === 'talk') return false;
  return pointsAtText(segment) || wantsText(segment);
}

/** "I live in Oslo.", a blank line, "Shorten the text below.", a blank line, the text: what the request is about comes after it. */
function beforeRequest(
  labelled: readonly LabelledSegment[],
  [first, second]: readonly Paragraph[],
  isText: (at: number) => boolean,
  hasMarkedAfter: (at: number) => boolean,
): number[] {
  if (first === undefined || second === undefined || first.end > MOST_SENTENCES) return [];
  const own = labelled.slice(0, first.end);
  const request = labelled.slice(second.start, second.end);
  const [asking] = request;
  if (!own.every(isOwnRole) || asking === undefined || !asksForWork(asking) || pointsUp(asking.segment))
    return [];
  const hasTextBelow =
    hasMarkedAfter(second.start) ||
    labelled.slice(second.start + 1).some((_, at) => isText(second.start + 1 + at));
  return hasTextBelow ? own.map((_, at) => at) : [];
}

/** A text, and below it "Is that polite enough? I work in a bank.": the only request opens the last paragraph. */
function behindRequestAtEnd(
  labelled: readonly LabelledSegment[],
  paragraphs: readonly Paragraph[],
): number[] {
  const last = paragraphs.at(-1);
  const asking = last === undefined ? undefined : labelled[last.start];
  if (last === undefined || asking === undefined || last.end - last.start > MOST_SENTENCES) return [];
  const behind = labelled.slice(last.start + 1);
  if (!asksForWork(asking) || asking.segment.introduces || !behind.every(isOwnRole)) return [];
  const before = labelled.slice(0, last.start);
  const isOnlyRequest = !before.some(
    (entry) => asksForWork(entry) || entry.role === 'question' || reports(entry.segment),
  );
  return isOnlyRequest ? behind.map((_, at) => last.start + 1 + at) : [];
}

/** "Translate this: “The boat leaves at noon.” I live in Oslo.": the text is the one quotation, and ends with its mark. */
function behindQuotation(labelled: readonly LabelledSegment[]): number[] {
  const quoting = labelled.flatMap(({ segment }, at) => (segment.raw.includes(PLACEHOLDER) ? [at] : []));
  const [at] = quoting;
  if (at === undefined || quoting.length > 1) return [];
  const entry = labelled[at];
  const closes =
    entry?.segment.raw.trim().endsWith(PLACEHOLDER) === true &&
    entry.segment.raw.split(PLACEHOLDER).length === 2;
  const others = labelled.filter((_, index) => index !== at);
  const isAllOwn = others.every(
    (other) => isOwnRole(other) || asksForWork(other) || other.role === 'question',
  );
  return closes && isAllOwn ? labelled.slice(at + 1).map((_, index) => at + 1 + index) : [];
}
