/** The list of the Memory page with its search and filter, and the counts that the whole page shows. */
import { create } from 'zustand';
import { client } from '../client/client.ts';
import type { MemoryView } from '../features/memory/memory-filters.ts';
import { filterInput } from '../features/memory/memory-filters.ts';
import type { MemoryCounts } from '../../shared/memory-filter.ts';
import type { ErrorData } from '../../shared/errors.ts';
import type { Memory } from '../../shared/memory.ts';

const PAGE = 100;
const MOST = 500;
/** Changes that come close together, such as an import, load the list once. */
const SETTLE_MS = 150;

export interface MemoriesState {
  readonly query: string;
  readonly filter: MemoryView;
  readonly items: readonly Memory[];
  /** How many match the search and the filter. */
  readonly total: number;
  readonly counts: MemoryCounts | null;
  readonly neverUsed: number | null;
  readonly loading: boolean;
  readonly error: ErrorData | null;
}

export const useMemoriesStore = create<MemoriesState>(() => ({
  query: '',
  filter: 'all',
  items: [],
  total: 0,
  counts: null,
  neverUsed: null,
  loading: true,
  error: null,
}));

/** Grows with every request for the first page, so that a slow earlier answer cannot replace a later one. */
let generation = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
/** Whether the Memory page was ever opened; before that only the counts are wanted. */
let wanted = false;

async function loadFirst(limit: number): Promise<void> {
  generation += 1;
  const mine = generation;
  const { query, filter } = useMemoriesStore.getState();
  const result = await client.call('memories.list', { ...filterInput(filter), query, limit });
  if (mine !== generation) return;
  if (result.ok) useMemoriesStore.setState({ ...result.value, loading: false, error: null });
  else useMemoriesStore.setState({ error: result.error, loading: false });
}

async function loadNeverUsed(): Promise<void> {
  const result = await client.call('memories.list', { ...filterInput('neverUsed'), limit: 1 });
  if (result.ok) useMemoriesStore.setState({ neverUsed: result.value.total });
}

async function refresh(): Promise<void> {
  const loaded = useMemoriesStore.getState().items.length;
  const limit = wanted ? Math.min(MOST, Math.max(PAGE, loaded)) : 1;
  await Promise.all([loadFirst(limit), loadNeverUsed()]);
}

/** Loads what is shown (anew), as far as it was loaded. */
export function loadMemories(): void {
  clearTimeout(timer);
  void refresh();
}

export function openMemories(): void {
  wanted = true;
  loadMemories();
}

export function showMemories(wish: { query?: string; filter?: MemoryView }): void {
  useMemoriesStore.setState({ ...wish, loading: true });
  void loadFirst(PAGE);
}

let loadingMore = false;

export async function loadMoreMemories(): Promise<void> {
  const { items, total, query, filter } = useMemoriesStore.getState();
  if (loadingMore || items.length >= total) return;
  loadingMore = true;
  const mine = generation;
  const input = { ...filterInput(filter), query, limit: PAGE, offset: items.length };
  const result = await client.call('memories.list', input);
  loadingMore = false;
  if (!result.ok || mine !== generation) return;
  useMemoriesStore.setState((state) => {
    const known = new Set(state.items.map(({ id }) => id));
    const added = result.value.items.filter(({ id }) => !known.has(id));
    return { items: [...state.items, ...added], total: result.value.total };
  });
}

/** Shows changed memories at once, then asks which of them still match and what the counts are. */
export function receiveListedMemories(memories: readonly Memory[]): void {
  const byId = new Map(memories.map((memory) => [memory.id, memory]));
  useMemoriesStore.setState(({ items }) => ({ items: items.map((memory) => byId.get(memory.id) ?? memory) }));
  clearTimeout(timer);
  timer = setTimeout(loadMemories, SETTLE_MS);
}
