/** Which quotations are part of what the user says, and which are what somebody else said. */
import { possessedNoun } from './possessed-noun.ts';
import { pointsAtText } from './pointing.ts';
import type { LabelledSegment } from './roles-in-context.ts';
import { PLACEHOLDER, keptMark } from './quotations.ts';
import { reports } from './segment-role.ts';

/** A quotation right behind a colon. */
const HANDED_OVER = /[:：]\s{0,3}\ufffc[^\p{L}\p{N}]{0,5}$/u;

/** "Mein Chef schrieb mir: „…“" tells nothing without what was cut out behind it. */
export function tellsOfQuotation({ segment }: LabelledSegment, next: LabelledSegment | undefined): boolean {
  if (possessedNoun(segment.text) === null) return false;
  const follows = next?.segment.gap === 'none' && next.segment.raw.trimStart().startsWith(PLACEHOLDER);
  return HANDED_OVER.test(segment.raw) || (segment.introduces && follows);
}

/** With marks of their own for the quotations that are part of a teaching, or of what the user says of themself. */
export function withOwnQuotations(labelled: readonly LabelledSegment[]): LabelledSegment[] {
  let count = 0;
  return labelled.map((entry, index) => {
    const { segment, role } = entry;
    const isBehindColon = segment.gap === 'none' && labelled[index - 1]?.segment.introduces === true;
    const isOwn = role === 'teaching' || (role === 'self' && !reports(segment) && !pointsAtText(segment));
    const raw = segment.raw.replaceAll(PLACEHOLDER, (hole, at: number, all: string) => {
      const mark = keptMark(count);
      count += 1;
      const before = all.slice(Math.max(0, at - 4), at);
      const handedOver = /[:：]\s{0,3}$/u.test(before) || (isBehindColon && before.trim() === '');
      return isOwn && !handedOver ? mark : hole;
    });
    return { role, segment: { ...segment, raw } };
  });
}
