/** What a change did to many memories, as the sentences of its toast. */
import { tCount } from '../../language/translate.ts';

export type BulkSentence = (count: number) => string;

export const bulkSentences = {
  approved: (count) => tCount(count, '{{count}} memory approved.', '{{count}} memories approved.'),
  rejected: (count) => tCount(count, '{{count}} memory rejected.', '{{count}} memories rejected.'),
  forgotten: (count) => tCount(count, '{{count}} memory forgotten.', '{{count}} memories forgotten.'),
  purged: (count) =>
    tCount(count, '{{count}} memory forgotten for good.', '{{count}} memories forgotten for good.'),
  broughtBack: (count) => tCount(count, '{{count}} memory brought back.', '{{count}} memories brought back.'),
  paused: (count) => tCount(count, '{{count}} memory paused.', '{{count}} memories paused.'),
  resumed: (count) => tCount(count, '{{count}} memory resumed.', '{{count}} memories resumed.'),
  pinned: (count) => tCount(count, '{{count}} memory pinned.', '{{count}} memories pinned.'),
  unpinned: (count) => tCount(count, '{{count}} memory unpinned.', '{{count}} memories unpinned.'),
  madePrivate: (count) => tCount(count, '{{count}} memory made private.', '{{count}} memories made private.'),
  shared: (count) =>
    tCount(count, '{{count}} memory no longer private.', '{{count}} memories no longer private.'),
  tagged: (count) => tCount(count, '{{count}} memory tagged.', '{{count}} memories tagged.'),
  moved: (count) => tCount(count, '{{count}} memory moved.', '{{count}} memories moved.'),
  keptForGood: (count) =>
    tCount(count, '{{count}} memory kept for good.', '{{count}} memories kept for good.'),
} satisfies Readonly<Record<string, BulkSentence>>;

/** "3 memories paused. Stopped before the other 5." */
export function withStop(done: string, left: number): string {
  if (left === 0) return done;
  return `${done} ${tCount(left, 'Stopped before the other {{count}}.', 'Stopped before the other {{count}}.')}`;
}
