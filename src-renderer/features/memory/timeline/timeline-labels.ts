import type { TimelineEntry } from '../../../../shared/contract/memory/memory-views.ts';
import type { MemoryAction, MemoryActor } from '../../../../shared/memory/memory.ts';
import { formatCount } from '../../../ui/format/format-count.ts';

const verbs: Record<MemoryAction, string> = {
  learned: 'learned',
  edited: 'changed',
  confirmed: 'said again',
  superseded: 'replaced',
  paused: 'paused',
  resumed: 'resumed',
  pinned: 'pinned',
  unpinned: 'unpinned',
  kept_private: 'made private',
  shared: 'no longer private',
  tagged: 'tagged',
  moved: 'moved',
  dated: 'given another end',
  expired: 'past its time',
  corrected: 'corrected',
  merged: 'merged',
  approved: 'approved',
  rejected: 'rejected',
  forgotten: 'forgotten',
  restored: 'brought back',
  undone: 'taken back',
};

const by: Record<MemoryActor, string> = {
  user: ' by you',
  capture: ' from your words',
  import: ' from a file',
  system: '',
};

/** "Learned from your words", "12 memories tagged by you" */
export function describeEntry({ action, actor, count }: TimelineEntry): string {
  const words = `${verbs[action]}${by[actor]}`;
  if (count > 1) return `${formatCount(count, 'memory', 'memories')} ${words}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "Tuesday 24 November"; the month heading names the year. `day` is YYYY-MM-DD. */
export function formatTimelineDay(day: string): string {
  return localDay(day).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
}

/** "November 2026" */
export function formatTimelineMonth(day: string): string {
  return localDay(day).toLocaleDateString('en', { month: 'long', year: 'numeric' });
}

function localDay(day: string): Date {
  return new Date(`${day}T00:00`);
}
