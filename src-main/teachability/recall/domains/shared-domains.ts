import type { Memory } from '#shared/memory/memory.ts';
import type { MemoryReader, SearchedScopes } from '../../ports.ts';
import { DOMAIN_FEW, DOMAIN_HITS, DOMAIN_SHARED } from '../constants.ts';
import type { QueryVector } from '../request/query-vector.ts';
import { likelihoodAt } from './domain-heads.ts';

/** How much a memory would change the answer by the domains of a request, 0..1: by all domains, and by kinds of work alone. */
export interface SharedDomain {
  readonly share: number;
  readonly work: number;
}

export const noDomain: SharedDomain = { share: 0, work: 0 };

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
): ReadonlyMap<string, SharedDomain> {
  const shares = new Map<string, SharedDomain>();
  if (vector === null || ids.length === 0) return shares;
  for (const { likelihood, statements, isWork } of vector.domains) {
    const alike = reader.similarities(statements.direction, vector.embedder, ids);
    const ofDomain = new Map<string, number>();
    for (const [id, { text }] of alike) {
      const share = text === null ? 0 : Math.sqrt(likelihood * likelihoodAt(statements, text));
      if (share >= DOMAIN_SHARED) ofDomain.set(id, share);
    }
    const weight = Math.min(1, DOMAIN_FEW / Math.max(1, ofDomain.size));
    for (const [id, of] of ofDomain) {
      const share = of * weight;
      const before = shares.get(id) ?? noDomain;
      shares.set(id, {
        share: Math.max(before.share, share),
        work: isWork ? Math.max(before.work, share) : before.work,
      });
    }
  }
  return shares;
}
