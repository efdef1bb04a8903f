import type { MemoryReader } from '../../ports.ts';
import { COMMON_TERM_SHARE, COMMON_TERM_STORE, MAX_TERMS, QUERY_LENGTH } from '../constants.ts';
import { topicsAsked } from '../shared-topics.ts';
import { queryTerms } from '../terms.ts';
import type { QueryTerm } from '../terms.ts';
import { weighTerms } from '../word-score.ts';
import type { WeighedTerm } from '../word-score.ts';

/** The words of a question, prepared for comparison with memories. */
export interface Question {
  readonly terms: readonly WeighedTerm[];
  /** The words to search the store for. */
  readonly searched: readonly string[];
  /** False if it contains only words of asking and telling. */
  readonly hasTopic: boolean;
  /** The topics it is about; see shared-topics.ts. */
  readonly topics: readonly string[];
}

/** Splits a question into terms, each weighted by how rare it is among the memories. */
export function prepareQuestion(query: string, reader: MemoryReader): Question {
  const all = queryTerms(query.slice(0, QUERY_LENGTH));
  const found = reader.countTerms([...new Set(all.flatMap((term) => term.words))]);
  const total = reader.countActive();
  const weighed = weighTerms(all, found, total);
  const order = weighed
    .map((_, index) => index)
    .sort((a, b) => (weighed[b]?.weight ?? 0) - (weighed[a]?.weight ?? 0));
  const kept = order.slice(0, MAX_TERMS);
  const searched = kept.flatMap((index) => all[index] ?? []);
  return {
    terms: kept.flatMap((index) => weighed[index] ?? []),
    searched: worthSearching(searched, found, total),
    hasTopic: all.some((term) => !term.weak),
    topics: topicsAsked(query),
  };
}

/** In a large store, leaves out words that occur in many memories, unless no other word is left. */
function worthSearching(
  terms: readonly QueryTerm[],
  found: ReadonlyMap<string, number>,
  total: number,
): string[] {
  const words = terms.flatMap((term) => term.words).filter((word) => (found.get(word) ?? 0) > 0);
  if (total < COMMON_TERM_STORE) return words;
  const rare = words.filter((word) => (found.get(word) ?? 0) <= total * COMMON_TERM_SHARE);
  return rare.length > 0 ? rare : words;
}
