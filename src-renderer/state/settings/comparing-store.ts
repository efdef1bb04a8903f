/** Whether memories are being made comparable by another embedder, and how far that is. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { ComparingState } from '../../../shared/contract/comparing.ts';
import { showFailure } from '../page/toast-store.ts';

interface ComparingStore {
  /** Null until it is known. */
  readonly comparing: ComparingState | null;
}

export const useComparingStore = create<ComparingStore>(() => ({ comparing: null }));

export function receiveComparing(comparing: ComparingState): void {
  useComparingStore.setState({ comparing });
}

export async function loadComparing(): Promise<void> {
  const result = await client.call('comparing.state', {});
  if (result.ok) receiveComparing(result.value);
}

export async function pauseComparing(): Promise<void> {
  const result = await client.call('comparing.pause', {});
  if (result.ok) receiveComparing(result.value);
  else showFailure(result.error);
}

export async function resumeComparing(): Promise<void> {
  const result = await client.call('comparing.resume', {});
  if (result.ok) receiveComparing(result.value);
  else showFailure(result.error);
}
