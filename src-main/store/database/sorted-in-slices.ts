import type { SlicedTask } from '#shared/sliced-task.ts';

/** Items sorted, or merged from two sorted lists, in one slice. */
export const SORT_SLICE = 4_000;

/** A sorted copy (merge sort); the sort is stable. */
export function* sortedInSlices<T>(
  items: readonly T[],
  order: (one: T, other: T) => number,
  sliceSize = SORT_SLICE,
): SlicedTask<T[]> {
  let runs: T[][] = [];
  for (let start = 0; start < items.length; start += sliceSize) {
    if (start > 0) yield;
    runs.push(items.slice(start, start + sliceSize).sort(order));
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let at = 0; at < runs.length; at += 2) {
      const [first = [], second = []] = [runs[at], runs[at + 1]];
      merged.push(yield* merge(first, second, order, sliceSize));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

function* merge<T>(
  first: readonly T[],
  second: readonly T[],
  order: (one: T, other: T) => number,
  sliceSize: number,
): SlicedTask<T[]> {
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
    if (merged.length % sliceSize === 0) yield;
  }
  return merged;
}
