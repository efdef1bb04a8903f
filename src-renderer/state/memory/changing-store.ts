/** How far a change of very many memories is, whoever began it. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { ChangeProgress } from '../../../shared/contract/memory-changing.ts';
import { showFailure } from '../page/toast-store.ts';

interface ChangingState {
  /** Null: none is under way. */
  readonly progress: ChangeProgress | null;
}

export const useChangingStore = create<ChangingState>(() => ({ progress: null }));

export function receiveChanging(told: ChangeProgress): void {
  useChangingStore.setState(({ progress }) => {
    if (!told.ended) return { progress: told };
    return { progress: progress?.changeId === told.changeId ? null : progress };
  });
}

/** After a lost connection nobody knows how far it came; if it goes on, it says so again. */
export function forgetChanging(): void {
  useChangingStore.setState({ progress: null });
}

export async function stopChanging(changeId: string): Promise<void> {
  const result = await client.call('memories.stopChange', { changeId });
  if (!result.ok) showFailure(result.error);
}
