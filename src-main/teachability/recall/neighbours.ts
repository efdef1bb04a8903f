import type { Embedder } from '#shared/embedder.ts';
import type { Memory } from '#shared/memory.ts';
import type { MemoryReader } from '../ports.ts';
import { Candidates, usualHits } from './candidates.ts';
import { queryVector } from './query-vector.ts';
import { prepareQuestion } from './question.ts';
import { byTotal } from './ranking.ts';

/** Memories that share words or meaning with a text, nearest first, of all kinds and without a gate. */
export class Neighbours {
  readonly #reader: MemoryReader;
  readonly #candidates: Candidates;

  constructor(reader: MemoryReader) {
    this.#reader = reader;
    this.#candidates = new Candidates(reader);
  }

  async of(text: string, embedder: Embedder | null, most: number): Promise<Memory[]> {
    const question = prepareQuestion(text, await queryVector(text, embedder), this.#reader);
    const scope = { ...usualHits, exclude: new Set<string>(), now: 0, searched: [] };
    return this.#candidates
      .rank(question, [], scope)
      .recalled.sort(byTotal)
      .slice(0, most)
      .map(({ memory }) => memory);
  }
}
