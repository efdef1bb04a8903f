import type { TimelineEntry } from '../../../shared/contract/memory-views.ts';

export interface TimelineDay {
  /** YYYY-MM-DD */
  readonly day: string;
  readonly entries: readonly TimelineEntry[];
}

/** A day that was cut by the end of a page is whole again. */
export function withEarlierDays(
  days: readonly TimelineDay[],
  earlier: readonly TimelineDay[],
): readonly TimelineDay[] {
  const last = days.at(-1);
  const [next, ...rest] = earlier;
  if (last === undefined || next === undefined || last.day !== next.day) return [...days, ...earlier];
  return [...days.slice(0, -1), { day: last.day, entries: [...last.entries, ...next.entries] }, ...rest];
}
