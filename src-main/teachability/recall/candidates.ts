import type { Memory } from '#shared/memory.ts';
import type { RecallRoute } from '#shared/recall.ts';
import type { Alike, MemoryReader, SearchedScopes } from '../ports.ts';
import {
  COMMON_TERM_SHARE,
  COMMON_TERM_STORE,
  MAX_TERMS,
  MEANING_HITS,
  QUERY_LENGTH,
  STANDING_COMPARED,
  STANDING_CONSIDERED,
  WORD_HITS,
} from './constants.ts';
import { keptByText } from './kept-by-text.ts';
import { calibrationOf, meaningScore } from './meaning-score.ts';
import { priorsOf } from './priors.ts';
import type { QueryVector } from './query-vector.ts';
import { byTotal, scoreParts } from './ranking.ts';
import type { Ranked } from './ranking.ts';
import { queryTerms } from './terms.ts';
import type { QueryTerm } from './terms.ts';
import { textTerms, weighTerms, wordScore } from './word-score.ts';
import type { WeighedTerm } from './word-score.ts';

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
  readonly searched: SearchedScopes;
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

const termsOf = keptByText(textTerms);

/** How far the words of a memory match: the best of its text and its cues. */
interface Worded {
  readonly memory: Memory;
  readonly route: RecallRoute;
  readonly textWords: number;
  readonly cueWords: number;
  /** The cue that matches best by words. */
  readonly cue: string | null;
}

/** What words or meaning bring to mind for a question, and the given standing memories; each list best first. */
export class Candidates {
  readonly #reader: MemoryReader;

  constructor(reader: MemoryReader) {
    this.#reader = reader;
  }

  rank(
    question: Question,
    standing: readonly Memory[],
    scope: Scope,
  ): { standing: Ranked[]; recalled: Ranked[] } {
    const meanings = new Map<string, Alike>();
    const found = this.#search(question, scope, meanings);
    const considered = standing.filter(
      ({ id, pinned }, index) => index < STANDING_CONSIDERED || pinned || found.has(id),
    );
    for (const memory of standing) found.delete(memory.id);
    // The sweep that makes memories expired may be late; what is over is never recalled all the same.
    const inScope = ({ id, validUntil }: Memory) =>
      !scope.exclude.has(id) && (validUntil === null || validUntil > scope.now);
    const stands = this.#wordAll(question, considered.filter(inScope), 'standing');
    const recalls = this.#wordAll(question, [...found.values()].filter(inScope), 'recalled');
    this.#compare(question, [...stands.slice(0, STANDING_COMPARED), ...recalls], meanings);
    const rankAll = (worded: readonly Worded[]) =>
      worded.map((one) => ranked(one, question, meanings.get(one.memory.id), scope.now)).sort(byTotal);
    return { standing: rankAll(stands), recalled: rankAll(recalls) };
  }

  #search(question: Question, scope: Scope, meanings: Map<string, Alike>): Map<string, Memory> {
    const { vector, searched } = question;
    const found = new Map<string, Memory>();
    const byWords =
      searched.length > 0 ? this.#reader.searchWords(searched, scope.wordHits, scope.searched) : [];
    for (const { memory } of byWords) found.set(memory.id, memory);
    if (vector === null) return found;
    const { vector: wanted, embedder } = vector;
    for (const hit of this.#reader.searchMeaning(wanted, embedder, scope.meaningHits, scope.searched)) {
      found.set(hit.memory.id, hit.memory);
      keepBest(meanings, { memoryId: hit.memory.id, cue: hit.cue?.text ?? null, cosine: hit.cosine });
    }
    return found;
  }

  /** Best by words first; of equals the order given stays. */
  #wordAll(question: Question, memories: readonly Memory[], route: RecallRoute): Worded[] {
    const { terms } = question;
    if (terms.length === 0) {
      return memories.map((memory) => ({ memory, route, textWords: 0, cueWords: 0, cue: null }));
    }
    return memories
      .map((memory) => this.#word(question, memory, route))
      .sort((one, other) => bestWords(other) - bestWords(one));
  }

  #word({ terms }: Question, memory: Memory, route: RecallRoute): Worded {
    let cueWords = 0;
    let best: string | null = null;
    for (const { text } of memory.cues) {
      const score = wordScore(terms, termsOf(text));
      if (score <= cueWords) continue;
      cueWords = score;
      best = text;
    }
    return {
      memory,
      route,
      textWords: wordScore(terms, termsOf(memory.text)),
      cueWords,
      cue: best,
    };
  }

  /** Exact cosines of those that the search by meaning did not bring. */
  #compare(question: Question, worded: readonly Worded[], meanings: Map<string, Alike>): void {
    const { vector } = question;
    if (vector === null) return;
    const missing = worded.filter(({ memory }) => !meanings.has(memory.id)).map(({ memory }) => memory.id);
    if (missing.length === 0) return;
    for (const alike of this.#reader.compareMeaning(vector.vector, vector.embedder, missing)) {
      keepBest(meanings, alike);
    }
  }
}

function ranked(worded: Worded, question: Question, alike: Alike | undefined, now: number): Ranked {
  const { memory, route, cueWords, textWords } = worded;
  const calibration = question.vector === null ? null : calibrationOf(question.vector.embedder);
  const meaning = alike === undefined || calibration === null ? 0 : meaningScore(alike.cosine, calibration);
  const words = bestWords(worded);
  const cueByMeaning = words === 0 && meaning > 0 ? (alike?.cue ?? null) : null;
  return {
    memory,
    route,
    parts: scoreParts(words, meaning, priorsOf(memory, now), calibration?.share ?? 0),
    matchedCue: cueWords > textWords ? worded.cue : cueByMeaning,
    cueWords,
  };
}

function bestWords({ textWords, cueWords }: Worded): number {
  return Math.max(textWords, cueWords);
}

function keepBest(best: Map<string, Alike>, alike: Alike): void {
  const earlier = best.get(alike.memoryId);
  if (earlier === undefined || earlier.cosine < alike.cosine) best.set(alike.memoryId, alike);
}
