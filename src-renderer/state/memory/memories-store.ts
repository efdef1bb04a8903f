/**
 * The list of the Memory page with its search, filter and order, and the memory counts that the whole page shows.
 * state/memory owns what the page knows of memories: lists, details, review, map, import and export. It may not know
 * other kinds of state except state/page, nor what components show.
 */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import { noFilter } from './memory-filters.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import type { MemoryCounts, MemoryFilter, MemorySort } from '../../../shared/memory/memory-filter.ts';
import type { Memory } from '../../../shared/memory/memory.ts';
import { clearSelection, deselect } from './selection-store.ts';
import type { SparsePages } from './sparse-pages.ts';
import { mapLoaded, missingPages, noPages, PAGE, withItems } from './sparse-pages.ts';

/** The maximum number of rows per request. */
const MAX_ROWS = 500;
/** Debounces reloads after changes such as an import, in ms. */
const SETTLE_MS = 150;
/** Rows that stay visible for a shorter time, in ms, are not loaded. */
const SCROLL_SETTLE_MS = 40;

interface MemoriesState {
  readonly filter: MemoryFilter;
  /** Null: by relevance when searching, else newest first. */
  readonly sort: MemorySort | null;
  readonly list: SparsePages<Memory>;
  readonly counts: MemoryCounts | null;
  /** Nothing is loaded for this filter yet; the list shows the previous one. */
  readonly loading: boolean;
  readonly error: ErrorData | null;
}

export const useMemoriesStore = create<MemoriesState>(() => ({
  filter: noFilter,
  sort: null,
  list: noPages,
  counts: null,
  loading: true,
  error: null,
}));

/** Increases with every full reload, so that a slow earlier response cannot replace a later one. */
let generation = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
/** Whether the Memory page was ever opened; before that, only the counts are needed. */
let pageOpened = false;
/** The visible rows, both ends included. */
let visible = { first: 0, last: 0 };
let visibleTimer: ReturnType<typeof setTimeout> | undefined;
const loadingPages = new Set<number>();

function fetchRows(offset: number, limit: number) {
  const { filter, sort } = useMemoriesStore.getState();
  return client.call('memories.list', { ...filter, ...(sort === null ? {} : { sort }), offset, limit });
}

/** Loads the visible rows and drops all others. */
async function reload(): Promise<void> {
  generation += 1;
  const request = generation;
  loadingPages.clear();
  const page = pageOpened ? Math.floor(visible.first / PAGE) : 0;
  const limit = pageOpened ? Math.min(MAX_ROWS, (Math.floor(visible.last / PAGE) - page + 1) * PAGE) : 1;
  const result = await fetchRows(page * PAGE, limit);
  if (request !== generation) return;
  if (!result.ok) {
    useMemoriesStore.setState({ error: result.error, loading: false });
    return;
  }
  const { items, total, counts } = result.value;
  const list = pageOpened ? withItems(noPages, page * PAGE, items, total) : noPages;
  useMemoriesStore.setState({ list, counts, loading: !pageOpened, error: null });
}

async function loadPage(page: number): Promise<void> {
  if (loadingPages.has(page)) return;
  loadingPages.add(page);
  const request = generation;
  const result = await fetchRows(page * PAGE, PAGE);
  if (request !== generation) return;
  loadingPages.delete(page);
  if (!result.ok) return;
  const { items, total } = result.value;
  useMemoriesStore.setState(({ list }) => ({ list: withItems(list, page * PAGE, items, total) }));
}

/** Sets the visible rows. Missing ones are loaded shortly, if they are still visible then. */
export function setVisibleRows(first: number, last: number): void {
  visible = { first, last };
  visibleTimer ??= setTimeout(() => {
    visibleTimer = undefined;
    void ensureRows(visible.first, visible.last);
  }, SCROLL_SETTLE_MS);
}

/** Loads the missing rows of a range, both ends included. */
export async function ensureRows(first: number, last: number): Promise<void> {
  await Promise.all(missingPages(useMemoriesStore.getState().list, first, last).map(loadPage));
}

/** Loads or reloads the list. */
export function loadMemories(): void {
  clearTimeout(timer);
  void reload();
}

export function openMemories(): void {
  pageOpened = true;
  loadMemories();
}

/** Changes the filter or the order and starts at the top. */
export function showMemories(changes: { filter?: MemoryFilter; sort?: MemorySort | null }): void {
  useMemoriesStore.setState({ ...changes, loading: true });
  visible = { first: 0, last: 0 };
  clearSelection();
  loadMemories();
}

/** Shows changed memories at once, then reloads to see which still match and to update the counts. */
export function receiveListedMemories(memories: readonly Memory[]): void {
  const byId = new Map(memories.map((memory) => [memory.id, memory]));
  const { filter } = useMemoriesStore.getState();
  useMemoriesStore.setState(({ list }) => ({
    list: mapLoaded(list, (memory) => byId.get(memory.id) ?? memory),
  }));
  deselect(memories.filter(({ status }) => !filter.statuses.includes(status)).map(({ id }) => id));
  clearTimeout(timer);
  timer = setTimeout(loadMemories, SETTLE_MS);
}
