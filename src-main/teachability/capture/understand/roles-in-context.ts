/** The segments of a message with their roles in context. */
import type { SlicedTask } from '#shared/sliced-task.ts';
import { opensOwnList } from './leads/own-label.ts';
import { BULLET } from './segments.ts';
import type { Segment } from './segments.ts';
import { introducesOwn, roleOf } from './segment-role.ts';
import type { SegmentRole } from './segment-role.ts';

export interface LabelledSegment {
  readonly segment: Segment;
  readonly role: SegmentRole;
}

/** A range of segments: from `start` up to, not including, `end`. */
export interface Paragraph {
  readonly start: number;
  readonly end: number;
}

/** The paragraphs of a message, which blank lines and material separate. */
export function paragraphsOf(labelled: readonly LabelledSegment[]): Paragraph[] {
  const starts = labelled.flatMap(({ segment }, at) => (at === 0 || segment.gap === 'block' ? [at] : []));
  return starts.map((start, at) => ({ start, end: starts[at + 1] ?? labelled.length }));
}

/** Assigns roles. Items of a list have the role of the statement that introduces it: "I have two dogs: Rex and Bello", "Save this: the code is 4711". */
export function* withRoles(segments: readonly Segment[]): SlicedTask<LabelledSegment[]> {
  const labelled: LabelledSegment[] = [];
  let inList = false;
  for (const [at, segment] of segments.entries()) {
    const opens = opensOwnList(segment.text) && BULLET.test(segments[at + 1]?.raw ?? '');
    inList = opens || (inList && BULLET.test(segment.raw));
    const role = opens ? 'teaching' : inList ? roleInList(segment) : roleOf(segment);
    const lead = labelled.at(-1);
    const listed =
      role === 'other' &&
      segment.gap === 'none' &&
      lead?.segment.introduces === true &&
      (lead.role === 'teaching' ||
        (lead.role === 'self' && introducesOwn(lead.segment, lead.role) === 'own'));
    labelled.push({ segment, role: listed ? 'self' : role });
    yield;
  }
  return labelled;
}

/** A list item counts as told, unless it asks something. */
function roleInList(segment: Segment): SegmentRole {
  const role = roleOf(segment);
  return role === 'other' ? 'self' : role;
}
