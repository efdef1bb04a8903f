import type { Embedder } from '#shared/models/embedder.ts';
import type { Memory, MemoryScope } from '#shared/memory/memory.ts';
import { runSync } from '#shared/sliced-task.ts';
import type { MemoryReader } from '../ports.ts';
import { Candidates, usualHits } from './candidates.ts';
import { queryVector } from './request/query-vector.ts';
import { prepareQuestion } from './request/question.ts';
import { byTotal } from './ranking.ts';
import { everywhere, sameScope, searchedFor } from '../scopes.ts';

/** Memories that share words or meaning with a text, nearest first, of all kinds and without a gate. */
export class NearestMemories {
  readonly #reader: MemoryReader;
  readonly #candidates: Candidates;

  constructor(reader: MemoryReader) {
    this.#reader = reader;
    this.#candidates = new Candidates(reader);
  }

  /** Searches memories for everywhere, or of one assistant or project alone. @param least the minimum total score, 0..1. */
  async of(
    text: string,
    embedder: Embedder | null,
    most: number,
    scope: MemoryScope = everywhere,
    least = 0,
  ): Promise<Memory[]> {
    const vector = await queryVector(text, embedder);
    const searched = searchedFor(scope);
    const limits = { ...usualHits, exclude: new Set<string>(), now: 0, searched };
    const byWords = runSync(this.#candidates.byWords(prepareQuestion(text, this.#reader), [], limits));
    return runSync(this.#candidates.rank(byWords, vector))
      .recalled.filter(({ memory, parts }) => sameScope(memory.scope, scope) && parts.total >= least)
      .sort(byTotal)
      .slice(0, most)
      .map(({ memory }) => memory);
  }
}
