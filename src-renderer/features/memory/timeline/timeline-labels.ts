import type { TimelineEntry } from '../../../../shared/contract/memory/memory-views.ts';
import type { MemoryAction, MemoryActor } from '../../../../shared/memory/memory.ts';
import { locale } from '../../../language/language.ts';
import { t, tCount } from '../../../language/translate.ts';

/** What happened to one memory, and to many. */
interface ActionWords {
  readonly one: string;
  readonly many: (count: number) => string;
}

const actionWords: Readonly<Record<MemoryAction, ActionWords>> = {
  learned: {
    one: t('Learned'),
    many: (count) => tCount(count, '{{count}} memory learned', '{{count}} memories learned'),
  },
  edited: {
    one: t('Changed'),
    many: (count) => tCount(count, '{{count}} memory changed', '{{count}} memories changed'),
  },
  confirmed: {
    one: t('Said again'),
    many: (count) => tCount(count, '{{count}} memory said again', '{{count}} memories said again'),
  },
  superseded: {
    one: t('Replaced'),
    many: (count) => tCount(count, '{{count}} memory replaced', '{{count}} memories replaced'),
  },
  paused: {
    one: t('Paused'),
    many: (count) => tCount(count, '{{count}} memory paused', '{{count}} memories paused'),
  },
  resumed: {
    one: t('Resumed'),
    many: (count) => tCount(count, '{{count}} memory resumed', '{{count}} memories resumed'),
  },
  pinned: {
    one: t('Pinned'),
    many: (count) => tCount(count, '{{count}} memory pinned', '{{count}} memories pinned'),
  },
  unpinned: {
    one: t('Unpinned'),
    many: (count) => tCount(count, '{{count}} memory unpinned', '{{count}} memories unpinned'),
  },
  kept_private: {
    one: t('Made private'),
    many: (count) => tCount(count, '{{count}} memory made private', '{{count}} memories made private'),
  },
  shared: {
    one: t('No longer private'),
    many: (count) =>
      tCount(count, '{{count}} memory no longer private', '{{count}} memories no longer private'),
  },
  tagged: {
    one: t('Tagged'),
    many: (count) => tCount(count, '{{count}} memory tagged', '{{count}} memories tagged'),
  },
  moved: {
    one: t('Moved'),
    many: (count) => tCount(count, '{{count}} memory moved', '{{count}} memories moved'),
  },
  dated: {
    one: t('Given another end'),
    many: (count) =>
      tCount(count, '{{count}} memory given another end', '{{count}} memories given another end'),
  },
  expired: {
    one: t('Past its time'),
    many: (count) => tCount(count, '{{count}} memory past its time', '{{count}} memories past its time'),
  },
  corrected: {
    one: t('Corrected'),
    many: (count) => tCount(count, '{{count}} memory corrected', '{{count}} memories corrected'),
  },
  merged: {
    one: t('Merged'),
    many: (count) => tCount(count, '{{count}} memory merged', '{{count}} memories merged'),
  },
  approved: {
    one: t('Approved'),
    many: (count) => tCount(count, '{{count}} memory approved', '{{count}} memories approved'),
  },
  rejected: {
    one: t('Rejected'),
    many: (count) => tCount(count, '{{count}} memory rejected', '{{count}} memories rejected'),
  },
  forgotten: {
    one: t('Forgotten'),
    many: (count) => tCount(count, '{{count}} memory forgotten', '{{count}} memories forgotten'),
  },
  restored: {
    one: t('Brought back'),
    many: (count) => tCount(count, '{{count}} memory brought back', '{{count}} memories brought back'),
  },
  undone: {
    one: t('Taken back'),
    many: (count) => tCount(count, '{{count}} memory taken back', '{{count}} memories taken back'),
  },
};

const byActor: Readonly<Record<MemoryActor, (what: string) => string>> = {
  user: (what) => t('{{what}} by you', { what }),
  capture: (what) => t('{{what}} from your words', { what }),
  import: (what) => t('{{what}} from a file', { what }),
  system: (what) => what,
};

/** "Learned from your words", "12 memories tagged by you" */
export function describeEntry({ action, actor, count }: TimelineEntry): string {
  const { one, many } = actionWords[action];
  return byActor[actor](count > 1 ? many(count) : one);
}

/** "Tuesday 24 November"; the month heading names the year. `day` is YYYY-MM-DD. */
export function formatTimelineDay(day: string): string {
  return localDay(day).toLocaleDateString(locale, { weekday: 'long', day: 'numeric', month: 'long' });
}

/** "November 2026" */
export function formatTimelineMonth(day: string): string {
  return localDay(day).toLocaleDateString(locale, { month: 'long', year: 'numeric' });
}

function localDay(day: string): Date {
  return new Date(`${day}T00:00`);
}
