/** The list of the Memory page with its search, filter and order, and the counts that the whole page shows. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import { noFilter } from './memory-filters.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import type { MemoryCounts, MemoryFilter, MemorySort } from '../../../shared/memory/memory-filter.ts';
import type { Memory } from '../../../shared/memory/memory.ts';
import { clearSelection, deselect } from './memory-selection.ts';
import type { SparsePages } from './sparse-pages.ts';
import { mapLoaded, missingPages, noPages, PAGE, withItems } from './sparse-pages.ts';

/** The most rows that one request may bring. */
const MOST = 500;
/** Changes that come close together, such as an import, load the list once. */
const SETTLE_MS = 150;
/** Rows that pass by faster than this, in ms, are not asked for. */
const GLANCE_MS = 40;

interface MemoriesState {
  readonly filter: MemoryFilter;
  /** Null: best match first when searching, else newest first. */
  readonly sort: MemorySort | null;
  readonly list: SparsePages<Memory>;
  readonly counts: MemoryCounts | null;
  /** Nothing for this filter is here yet; what is shown is of the filter before. */
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

/** Grows with every request that begins anew, so that a slow earlier answer cannot replace a later one. */
let generation = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
/** Whether the Memory page was ever opened; before that only the counts are wanted. */
let wanted = false;
/** The rows in sight, both ends included. */
let sight = { first: 0, last: 0 };
let sightTimer: ReturnType<typeof setTimeout> | undefined;
const underway = new Set<number>();

function ask(offset: number, limit: number) {
  const { filter, sort } = useMemoriesStore.getState();
  return client.call('memories.list', { ...filter, ...(sort === null ? {} : { sort }), offset, limit });
}

/** Loads the rows in sight, and lets go of all others. */
async function loadAnew(): Promise<void> {
  generation += 1;
  const mine = generation;
  underway.clear();
  const page = wanted ? Math.floor(sight.first / PAGE) : 0;
  const limit = wanted ? Math.min(MOST, (Math.floor(sight.last / PAGE) - page + 1) * PAGE) : 1;
  const result = await ask(page * PAGE, limit);
  if (mine !== generation) return;
  if (!result.ok) {
    useMemoriesStore.setState({ error: result.error, loading: false });
    return;
  }
  const { items, total, counts } = result.value;
  const list = wanted ? withItems(noPages, page * PAGE, items, total) : noPages;
  useMemoriesStore.setState({ list, counts, loading: !wanted, error: null });
}

async function loadPage(page: number): Promise<void> {
  if (underway.has(page)) return;
  underway.add(page);
  const mine = generation;
  const result = await ask(page * PAGE, PAGE);
  if (mine !== generation) return;
  underway.delete(page);
  if (!result.ok) return;
  const { items, total } = result.value;
  useMemoriesStore.setState(({ list }) => ({ list: withItems(list, page * PAGE, items, total) }));
}

/** Says which rows are in sight. Those not here are loaded in a moment, if they are still in sight then. */
export function showRows(first: number, last: number): void {
  sight = { first, last };
  sightTimer ??= setTimeout(() => {
    sightTimer = undefined;
    void needRows(sight.first, sight.last);
  }, GLANCE_MS);
}

/** Loads those of a range of rows, both ends included, that are not here. */
export async function needRows(first: number, last: number): Promise<void> {
  await Promise.all(missingPages(useMemoriesStore.getState().list, first, last).map(loadPage));
}

/** Loads what is shown (anew). */
export function loadMemories(): void {
  clearTimeout(timer);
  void loadAnew();
}

export function openMemories(): void {
  wanted = true;
  loadMemories();
}

/** Shows what another filter or order finds, from its beginning. */
export function showMemories(wish: { filter?: MemoryFilter; sort?: MemorySort | null }): void {
  useMemoriesStore.setState({ ...wish, loading: true });
  sight = { first: 0, last: 0 };
  clearSelection();
  loadMemories();
}

/** Shows changed memories at once, then asks which of them still match and what the counts are. */
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
