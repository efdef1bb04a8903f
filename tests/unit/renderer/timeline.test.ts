import { describe, expect, test } from 'vitest';
import { entryWords, timelineDay, timelineMonth } from '#renderer/features/memory/timeline/timeline-words.ts';
import { withEarlierDays } from '#renderer/state/memory/timeline-days.ts';
import type { TimelineEntry } from '#shared/contract/memory-views.ts';

function entry(values: Partial<TimelineEntry> = {}): TimelineEntry {
  return { changeId: 'c1', at: 1, actor: 'user', action: 'learned', count: 1, memories: [], ...values };
}

describe('words of the timeline', () => {
  test('say what happened, to how many, and by whose word', () => {
    expect(entryWords(entry())).toBe('Learned by you');
    expect(entryWords(entry({ actor: 'capture' }))).toBe('Learned from your words');
    expect(entryWords(entry({ actor: 'import', count: 10_000 }))).toBe('10,000 memories learned from a file');
    expect(entryWords(entry({ actor: 'system', action: 'expired' }))).toBe('Past its time');
  });

  test('name days and months', () => {
    expect([timelineDay('2026-11-24'), timelineMonth('2026-11-24')]).toEqual([
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

  test('join where a day was cut', () => {
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
