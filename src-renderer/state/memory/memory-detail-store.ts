/** The memory whose details are open, with its history. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { MemoryDetail } from '../../../shared/contract/memories.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import type { Memory, MemoryEvent } from '../../../shared/memory/memory.ts';

interface MemoryDetailState {
  readonly id: string | null;
  readonly detail: MemoryDetail | null;
  /** Newest first. */
  readonly history: readonly MemoryEvent[];
  readonly error: ErrorData | null;
}

const closed: MemoryDetailState = { id: null, detail: null, history: [], error: null };

export const useMemoryDetailStore = create<MemoryDetailState>(() => closed);

/** Increases with every load, so that a slow earlier response cannot replace a later one. */
let generation = 0;

async function load(id: string): Promise<void> {
  generation += 1;
  const request = generation;
  const [detail, history] = await Promise.all([
    client.call('memories.get', { id }),
    client.call('memories.history', { id }),
  ]);
  if (useMemoryDetailStore.getState().id !== id || request !== generation) return;
  if (!detail.ok) useMemoryDetailStore.setState({ error: detail.error });
  else if (!history.ok) useMemoryDetailStore.setState({ detail: detail.value, error: history.error });
  else useMemoryDetailStore.setState({ detail: detail.value, history: history.value.events, error: null });
}

export function openMemoryDetail(id: string | null): void {
  if (useMemoryDetailStore.getState().id === id) return;
  useMemoryDetailStore.setState({ ...closed, id });
  if (id !== null) void load(id);
}

export function reloadMemoryDetail(): void {
  const { id } = useMemoryDetailStore.getState();
  if (id !== null) void load(id);
}

export function receiveDetailedMemories(memories: readonly Memory[]): void {
  const { id } = useMemoryDetailStore.getState();
  if (id !== null && memories.some((memory) => memory.id === id)) void load(id);
}
