/** The progress of a change to very many memories, whoever started it. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { ChangeProgress } from '../../../shared/contract/memory/memory-changing.ts';
import { showFailure } from '../page/toast-store.ts';

interface BulkProgressState {
  /** Null: none is running. */
  readonly progress: ChangeProgress | null;
}

export const useBulkProgressStore = create<BulkProgressState>(() => ({ progress: null }));

export function receiveBulkProgress(told: ChangeProgress): void {
  useBulkProgressStore.setState(({ progress }) => {
    if (!told.ended) return { progress: told };
    return { progress: progress?.changeId === told.changeId ? null : progress };
  });
}

/** After a lost connection the progress is unknown; a change that still runs reports it again. */
export function clearBulkProgress(): void {
  useBulkProgressStore.setState({ progress: null });
}

export async function stopBulkChange(changeId: string): Promise<void> {
  const result = await client.call('memories.stopChange', { changeId });
  if (!result.ok) showFailure(result.error);
}
