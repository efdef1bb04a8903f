/**
 * The vectors of some five hundred requests of known kind, in many languages, made ahead of time (recipes/recall-domains) for the embedder
 * inside. With another embedder the few of general-requests.ts and everyday-requests.ts have to do, because they are embedded at each start.
 */
import { lazy } from '../../capture/lazy.ts';
import {
  requestCounts,
  requestDimensions,
  requestEmbedder,
  requestVectors,
} from './learned/request-vectors.ts';

/** Vectors of length one, by kind. */
export type RequestsByKind = Readonly<Record<keyof typeof requestCounts, readonly Float32Array[]>>;

const none: RequestsByKind = { general: [], personal: [] };

export function knownRequests(embedderKey: string): RequestsByKind {
  return embedderKey === requestEmbedder ? decoded() : none;
}

const decoded = lazy((): RequestsByKind => {
  const bytes = new Int8Array(Buffer.from(requestVectors, 'base64'));
  let at = 0;
  const take = (count: number) =>
    Array.from({ length: count }, () => {
      const vector = Float32Array.from(bytes.subarray(at, (at += requestDimensions)));
      const length = Math.hypot(...vector);
      return vector.map((part) => part / length);
    });
  const { general, personal } = requestCounts;
  return { general: take(general), personal: take(personal) };
});
