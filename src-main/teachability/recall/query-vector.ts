import type { Embedder } from '#shared/embedder.ts';
import { EMBEDDER_TIMEOUT, QUERY_LENGTH } from './constants.ts';

export interface QueryVector {
  readonly embedder: string;
  readonly vector: Float32Array;
}

/** The vector of a question; null when no embedder gives one in time. Never throws: words alone are enough to go on. */
export async function queryVector(query: string, embedder: Embedder | null): Promise<QueryVector | null> {
  if (embedder === null) return null;
  const signal = AbortSignal.timeout(EMBEDDER_TIMEOUT);
  try {
    const [vector] = await Promise.race([
      embedder.embed([query.slice(0, QUERY_LENGTH)], signal),
      aborted(signal),
    ]);
    if (vector === undefined || !vector.some((part) => part !== 0)) return null;
    return { embedder: embedder.key, vector };
  } catch {
    return null;
  }
}

/** Rejects when the signal aborts: an embedder that ignores its signal must not hold up an answer either. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('The embedder took too long.')), { once: true });
  });
}
