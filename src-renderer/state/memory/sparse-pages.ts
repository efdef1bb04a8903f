/** A long list of which only some pages are loaded. Pure: every function returns a new value. */
export const PAGE = 100;

export interface SparsePages<T> {
  /** How many items there are, loaded or not. */
  readonly total: number;
  /** By page number, from 0; all but the last are full. */
  readonly pages: ReadonlyMap<number, readonly T[]>;
}

export const noPages: SparsePages<never> = { total: 0, pages: new Map() };

/** Undefined: not loaded, or past the end. */
export function itemAt<T>({ pages }: SparsePages<T>, index: number): T | undefined {
  return pages.get(Math.floor(index / PAGE))?.[index % PAGE];
}

/** Replaces items from `offset`, a multiple of the page size. */
export function withItems<T>(
  list: SparsePages<T>,
  offset: number,
  items: readonly T[],
  total: number,
): SparsePages<T> {
  const pages = new Map(list.pages);
  for (let start = 0; start < items.length; start += PAGE) {
    pages.set((offset + start) / PAGE, items.slice(start, start + PAGE));
  }
  return { total, pages };
}

/** The missing pages of a range of indices, both ends included. */
export function missingPages<T>({ total, pages }: SparsePages<T>, first: number, last: number): number[] {
  const missing: number[] = [];
  const end = Math.floor(Math.min(last, total - 1) / PAGE);
  for (let page = Math.floor(Math.max(0, first) / PAGE); page <= end; page += 1) {
    if (!pages.has(page)) missing.push(page);
  }
  return missing;
}

/** Maps every loaded item; pages without changes keep their identity. */
export function mapLoaded<T>(list: SparsePages<T>, change: (item: T) => T): SparsePages<T> {
  const pages = new Map(
    [...list.pages].map(([page, items]) => {
      const changed = items.map(change);
      return [page, changed.every((item, index) => item === items[index]) ? items : changed];
    }),
  );
  return { total: list.total, pages };
}
