import { describe, expect, test } from 'vitest';
import {
  describeEntry,
  formatTimelineDay,
  formatTimelineMonth,
} from '#renderer/features/memory/timeline/timeline-labels.ts';
import { withEarlierDays } from '#renderer/state/memory/timeline-days.ts';
import type { TimelineEntry } from '#shared/contract/memory/memory-views.ts';

function entry(values: Partial<TimelineEntry> = {}): TimelineEntry {
  return { changeId: 'c1', at: 1, actor: 'user', action: 'learned', count: 1, memories: [], ...values };
}

describe('labels of the timeline', () => {
  test('say what happened, to how many memories and by whom', () => {
    expect(describeEntry(entry())).toBe('Learned by you');
    expect(describeEntry(entry({ actor: 'capture' }))).toBe('Learned from your words');
    expect(describeEntry(entry({ actor: 'import', count: 10_000 }))).toBe(
      '10,000 memories learned from a file',
    );
    expect(describeEntry(entry({ actor: 'system', action: 'expired' }))).toBe('Past its time');
  });

  test('name days and months', () => {
    expect([formatTimelineDay('2026-11-24'), formatTimelineMonth('2026-11-24')]).toEqual([
      'Tuesday 24 November',
      'November 2026',
    ]);
  });
});

describe('pages of the timeline', () => {
  const [one, two, three] = [
    entry({ changeId: '1' }),
    entry({ changeId: '2' }),
    entry({ changeId: '3' }),
  ] as const;

  test('join a day that was split', () => {
    const days = [{ day: '2026-11-24', entries: [one] }];
    const earlier = [
      { day: '2026-11-24', entries: [two] },
      { day: '2026-11-20', entries: [three] },
    ];
    expect(withEarlierDays(days, earlier)).toEqual([
      { day: '2026-11-24', entries: [one, two] },
      { day: '2026-11-20', entries: [three] },
    ]);
    expect(withEarlierDays(days, earlier.slice(1))).toEqual([...days, ...earlier.slice(1)]);
    expect(withEarlierDays(days, [])).toEqual(days);
  });
});
