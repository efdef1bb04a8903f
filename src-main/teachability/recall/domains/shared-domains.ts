import type { Memory } from '#shared/memory/memory.ts';
import type { MemoryReader, SearchedScopes } from '../../ports.ts';
import { DOMAIN_FEW, DOMAIN_HITS, DOMAIN_SHARED } from '../constants.ts';
import type { QueryVector } from '../request/query-vector.ts';
import { likelihoodAt } from './domain-heads.ts';

/** The memories most likely to change the answer to a request of its domains. Searches by words and meaning may find none of them. */
export function searchDomains(
  vector: QueryVector | null,
  reader: MemoryReader,
  scopes: SearchedScopes,
): Memory[] {
  if (vector === null) return [];
  return vector.domains
    .flatMap(({ statements }) =>
      reader.searchMeaning(statements.direction, vector.embedder, DOMAIN_HITS, scopes),
    )
    .map(({ memory }) => memory);
}

/**
 * How much memories of the request's domains would change the answer, 0..1, by id; other memories are left out. If many memories share a
 * domain, it does not tell which of them matters, so each counts for less.
 */
export function shareDomains(
  vector: QueryVector | null,
  reader: MemoryReader,
  ids: readonly string[],
): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  if (vector === null || ids.length === 0) return shares;
  for (const { likelihood, statements } of vector.domains) {
    const alike = reader.similarities(statements.direction, vector.embedder, ids);
    const ofDomain = new Map<string, number>();
    for (const [id, { text }] of alike) {
      const share = text === null ? 0 : Math.sqrt(likelihood * likelihoodAt(statements, text));
      if (share >= DOMAIN_SHARED) ofDomain.set(id, share);
    }
    const weight = Math.min(1, DOMAIN_FEW / Math.max(1, ofDomain.size));
    for (const [id, share] of ofDomain) shares.set(id, Math.max(shares.get(id) ?? 0, share * weight));
  }
  return shares;
}
