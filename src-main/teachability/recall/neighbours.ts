import type { Embedder } from '#shared/embedder.ts';
import type { Memory, MemoryScope } from '#shared/memory.ts';
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

  /** Of everywhere, or of one assistant or project alone. */
  async of(
    text: string,
    embedder: Embedder | null,
    most: number,
    scope: MemoryScope = { type: 'everywhere' },
  ): Promise<Memory[]> {
    const question = prepareQuestion(text, await queryVector(text, embedder), this.#reader);
    const searched = scope.type === 'everywhere' ? [] : [scope.id];
    const limits = { ...usualHits, exclude: new Set<string>(), now: 0, searched };
    return this.#candidates
      .rank(question, [], limits)
      .recalled.filter(({ memory }) => sameScope(memory.scope, scope))
      .sort(byTotal)
      .slice(0, most)
      .map(({ memory }) => memory);
  }
}

function sameScope(one: MemoryScope, other: MemoryScope): boolean {
  if (one.type === 'everywhere' || other.type === 'everywhere') return one.type === other.type;
  return one.type === other.type && one.id === other.id;
}
