import type { Embedder } from '#shared/models/embedder.ts';
import { embedWithin } from '../memory-vectors.ts';
import type { Focus } from './focus.ts';
import { EMBEDDER_TIMEOUT, QUERY_LENGTH } from './constants.ts';

export interface QueryVector {
  readonly embedder: string;
  readonly vector: Float32Array;
  /** Without what all requests have in common; see focus.ts. */
  readonly focused: Float32Array;
}

/** The vector of a question; null when no embedder gives one in time. Never throws: words alone are enough to go on. */
export async function queryVector(
  query: string,
  embedder: Embedder | null,
  focus?: Focus,
): Promise<QueryVector | null> {
  if (embedder === null) return null;
  const [vector] = (await embedWithin(embedder, [query.slice(0, QUERY_LENGTH)], EMBEDDER_TIMEOUT)) ?? [];
  if (vector === undefined || vector.every((part) => part === 0)) return null;
  void focus?.prepare(embedder);
  const focused = focus?.narrow(vector, embedder.key) ?? vector;
  return { embedder: embedder.key, vector, focused };
}
