import type { Embedder } from '#shared/models/embedder.ts';
import { embedWithin } from '../../memory-vectors.ts';
import { domainsAsked } from '../domains/domain-heads.ts';
import type { AskedDomain } from '../domains/domain-heads.ts';
import type { RequestMeaning, RequestKinds } from './request-meaning.ts';
import { EMBEDDER_TIMEOUT, LOCAL_PATIENCE, QUERY_LENGTH } from '../constants.ts';

export interface QueryVector {
  readonly embedder: string;
  readonly vector: Float32Array;
  /** Without the part that all requests have in common; see request-meaning.ts. */
  readonly focused: Float32Array;
  /** Null without a meaning. */
  readonly kinds: RequestKinds | null;
  /** The domains of the question; empty if they are unknown for its embedder. */
  readonly domains: readonly AskedDomain[];
}

/**
 * The vector of a question; null if no embedder returns one in time. Never throws, because recall by words is possible. Waits until the
 * meaning is ready, so that the first question after the start is compared in the same way as all later ones.
 */
export async function queryVector(
  query: string,
  embedder: Embedder | null,
  meaning?: RequestMeaning,
): Promise<QueryVector | null> {
  if (embedder === null) return null;
  const patience = embedder.local ? LOCAL_PATIENCE : EMBEDDER_TIMEOUT;
  const [embedded] = await Promise.all([
    embedWithin(embedder, [query.slice(0, QUERY_LENGTH)], patience),
    meaning === undefined ? null : inTime(meaning.prepare(embedder), patience),
  ]);
  const [vector] = embedded ?? [];
  if (vector === undefined || vector.every((part) => part === 0)) return null;
  if (meaning !== undefined && !meaning.isReady(embedder.key)) return null;
  return {
    embedder: embedder.key,
    vector,
    focused: meaning?.narrow(vector, embedder.key) ?? vector,
    kinds: meaning?.kinds(vector, embedder.key) ?? null,
    domains: meaning === undefined ? [] : domainsAsked(vector, embedder.key),
  };
}

async function inTime(work: Promise<void>, patience: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
