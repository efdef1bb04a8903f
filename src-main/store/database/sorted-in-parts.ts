import type { Parts } from '#shared/parts.ts';

/** So many items are sorted, or put in order of two sorted lists, in one part. */
export const SORTED_AT_ONCE = 4_000;

/** A sorted copy; of equals the order given stays. */
export function* sortedInParts<T>(
  items: readonly T[],
  order: (one: T, other: T) => number,
  atOnce = SORTED_AT_ONCE,
): Parts<T[]> {
  let runs: T[][] = [];
  for (let start = 0; start < items.length; start += atOnce) {
    if (start > 0) yield;
    runs.push(items.slice(start, start + atOnce).sort(order));
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let at = 0; at < runs.length; at += 2) {
      const [first = [], second = []] = [runs[at], runs[at + 1]];
      merged.push(yield* merge(first, second, order, atOnce));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

function* merge<T>(
  first: readonly T[],
  second: readonly T[],
  order: (one: T, other: T) => number,
  atOnce: number,
): Parts<T[]> {
  const merged: T[] = [];
  let [left, right] = [0, 0];
  while (left < first.length || right < second.length) {
    const one = first[left];
    const other = second[right];
    const takesFirst = other === undefined || (one !== undefined && order(one, other) <= 0);
    const next = takesFirst ? one : other;
    if (next !== undefined) merged.push(next);
    if (takesFirst) left += 1;
    else right += 1;
    if (merged.length % atOnce === 0) yield;
  }
  return merged;
}
