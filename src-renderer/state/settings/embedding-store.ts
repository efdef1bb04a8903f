/** Progress of re-embedding, as reported by the main process. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { EmbeddingState } from '../../../shared/contract/embedding.ts';
import { showFailure } from '../page/toast-store.ts';

interface EmbeddingStore {
  /** Null until it is known. */
  readonly embedding: EmbeddingState | null;
}

export const useEmbeddingStore = create<EmbeddingStore>(() => ({ embedding: null }));

export function receiveEmbedding(embedding: EmbeddingState): void {
  useEmbeddingStore.setState({ embedding });
}

export async function loadEmbedding(): Promise<void> {
  const result = await client.call('embedding.state', {});
  if (result.ok) receiveEmbedding(result.value);
}

export async function pauseEmbedding(): Promise<void> {
  const result = await client.call('embedding.pause', {});
  if (result.ok) receiveEmbedding(result.value);
  else showFailure(result.error);
}

export async function resumeEmbedding(): Promise<void> {
  const result = await client.call('embedding.resume', {});
  if (result.ok) receiveEmbedding(result.value);
  else showFailure(result.error);
}
