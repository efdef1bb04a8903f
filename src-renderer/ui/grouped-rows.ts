import { dayGroup } from './words/time-words.ts';

/** An item of a list with day headings; `heading` stands above it where a new group begins. */
export interface GroupedRow<T> {
  readonly item: T;
  readonly heading: string | null;
}

/** Items in their order, with a heading wherever the group of their time changes. `now` and times are ms since 1970. */
export function groupByDay<T>(
  items: readonly T[],
  timeOf: (item: T) => number,
  now = Date.now(),
): GroupedRow<T>[] {
  let last = '';
  return items.map((item) => {
    const group = dayGroup(timeOf(item), now);
    const heading = group === last ? null : group;
    last = group;
    return { item, heading };
  });
}
