import type { Memory } from '#shared/memory.ts';
import type { RecallRoute } from '#shared/recall.ts';
import type { MeaningHit, MemoryReader } from '../ports.ts';
import {
  COMMON_TERM_SHARE,
  COMMON_TERM_STORE,
  MAX_TERMS,
  MEANING_HITS,
  QUERY_LENGTH,
  WORD_HITS,
} from './constants.ts';
import { meaningScore } from './meaning-score.ts';
import { priorsOf } from './priors.ts';
import type { QueryVector } from './query-vector.ts';
import { byTotal, scoreParts } from './ranking.ts';
import type { Ranked } from './ranking.ts';
import { queryTerms } from './terms.ts';
import type { QueryTerm } from './terms.ts';
import { weighTerms, wordScore } from './word-score.ts';
import type { TextTerms, WeighedTerm } from './word-score.ts';

/** A question made ready to compare memories with. */
export interface Question {
  readonly terms: readonly WeighedTerm[];
  /** The words to search the store for. */
  readonly searched: readonly string[];
  /** False when it holds only words of asking and telling. */
  readonly hasTopic: boolean;
  readonly vector: QueryVector | null;
}

export interface Scope {
  readonly exclude: ReadonlySet<string>;
  readonly now: number;
  readonly wordHits: number;
  readonly meaningHits: number;
}

export const usualHits = { wordHits: WORD_HITS, meaningHits: MEANING_HITS } as const;

/** Takes the question apart; each word weighs by how rare it is among the memories. */
export function prepareQuestion(query: string, vector: QueryVector | null, reader: MemoryReader): Question {
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
    vector,
  };
}

/** In a large store the words of many memories are left out, unless nothing else would be left. */
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

/** What words or meaning bring to mind for a question, and the given standing memories; each list best first. */
export class Candidates {
  readonly #reader: MemoryReader;
  readonly #terms: (text: string) => TextTerms;

  constructor(reader: MemoryReader, terms: (text: string) => TextTerms) {
    this.#reader = reader;
    this.#terms = terms;
  }

  rank(
    question: Question,
    standing: readonly Memory[],
    scope: Scope,
  ): { standing: Ranked[]; recalled: Ranked[] } {
    const isStanding = new Set(standing.map((memory) => memory.id));
    const meanings = new Map<string, MeaningHit>();
    const found = new Map<string, Memory>();
    for (const hit of this.#search(question, scope, meanings)) {
      if (!isStanding.has(hit.id) && !scope.exclude.has(hit.id)) found.set(hit.id, hit);
    }
    const inScope = standing.filter((memory) => !scope.exclude.has(memory.id));
    const recalled = [...found.values()];
    this.#compareRest(question, [...inScope, ...recalled], meanings);
    const averageLength = this.#averageLength([...recalled, ...inScope]);
    const rankAll = (memories: readonly Memory[], route: RecallRoute) =>
      memories
        .map((memory) =>
          this.#score(memory, route, question, meanings.get(memory.id), averageLength, scope.now),
        )
        .sort(byTotal);
    return { standing: rankAll(inScope, 'standing'), recalled: rankAll(recalled, 'recalled') };
  }

  #search(question: Question, scope: Scope, meanings: Map<string, MeaningHit>): Memory[] {
    const { vector, searched } = question;
    const byWords = searched.length > 0 ? this.#reader.searchWords(searched, scope.wordHits) : [];
    const byMeaning =
      vector === null ? [] : this.#reader.searchMeaning(vector.vector, vector.embedder, scope.meaningHits);
    for (const hit of byMeaning) keepBest(meanings, hit);
    return [...byWords, ...byMeaning].map((hit) => hit.memory);
  }

  /** Exact cosines of those that the search by meaning did not bring. */
  #compareRest(question: Question, memories: readonly Memory[], meanings: Map<string, MeaningHit>): void {
    const { vector } = question;
    if (vector === null) return;
    const missing = memories.filter((memory) => !meanings.has(memory.id)).map((memory) => memory.id);
    if (missing.length === 0) return;
    for (const hit of this.#reader.compareMeaning(vector.vector, vector.embedder, missing))
      keepBest(meanings, hit);
  }

  #averageLength(memories: readonly Memory[]): number {
    if (memories.length === 0) return 1;
    return memories.reduce((sum, memory) => sum + this.#terms(memory.text).length, 0) / memories.length;
  }

  #score(
    memory: Memory,
    route: RecallRoute,
    question: Question,
    hit: MeaningHit | undefined,
    averageLength: number,
    now: number,
  ): Ranked {
    const textWords = wordScore(question.terms, this.#terms(memory.text), averageLength);
    let cueWords = 0;
    let wordCue: string | null = null;
    for (const cue of memory.cues) {
      const score = wordScore(question.terms, this.#terms(cue.text), averageLength);
      if (score <= cueWords) continue;
      cueWords = score;
      wordCue = cue.text;
    }
    const words = Math.max(textWords, cueWords);
    const meaning =
      hit === undefined || question.vector === null ? 0 : meaningScore(hit.cosine, question.vector.embedder);
    const matchedCue = cueWords > textWords ? wordCue : words === 0 ? (hit?.cue?.text ?? null) : null;
    const parts = scoreParts(words, meaning, priorsOf(memory, now), question.vector !== null);
    return { memory, route, parts, matchedCue, cueWords };
  }
}

function keepBest(best: Map<string, MeaningHit>, hit: MeaningHit): void {
  const earlier = best.get(hit.memory.id);
  if (earlier === undefined || earlier.cosine < hit.cosine) best.set(hit.memory.id, hit);
}
