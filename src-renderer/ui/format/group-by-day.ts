import { dayGroup } from './format-time.ts';

/** A list item with the heading above it where a new group begins. */
export interface DayGroupedItem<T> {
  readonly item: T;
  readonly heading: string | null;
}

/** Adds a heading wherever the day group changes; the order is kept. `now` and times are ms since 1970. */
export function groupByDay<T>(
  items: readonly T[],
  timeOf: (item: T) => number,
  now = Date.now(),
): DayGroupedItem<T>[] {
  let last = '';
  return items.map((item) => {
    const group = dayGroup(timeOf(item), now);
    const heading = group === last ? null : group;
    last = group;
    return { item, heading };
  });
}
