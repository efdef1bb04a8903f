import type { TimelineEntry } from '../../../shared/contract/memory/memory-views.ts';

export interface TimelineDay {
  /** YYYY-MM-DD */
  readonly day: string;
  readonly entries: readonly TimelineEntry[];
}

/** Appends earlier days and joins a day that a page boundary split. */
export function withEarlierDays(
  days: readonly TimelineDay[],
  earlier: readonly TimelineDay[],
): readonly TimelineDay[] {
  const last = days.at(-1);
  const [next, ...rest] = earlier;
  if (last === undefined || next === undefined || last.day !== next.day) return [...days, ...earlier];
  return [...days.slice(0, -1), { day: last.day, entries: [...last.entries, ...next.entries] }, ...rest];
}
