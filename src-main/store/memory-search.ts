import type { Database, Statement } from 'better-sqlite3';
import type { Cue, Memory } from '#shared/memory.ts';
import { anyOf, wholeTerm } from './match-expression.ts';
import type { MemoryRecords } from './memory-records.ts';
import type { VectorIndex } from './vector-index.ts';

export interface FoundUnit {
  readonly memory: Memory;
  /** The cue that matched; null when the text did. */
  readonly cue: Cue | null;
}

interface UnitRow {
  readonly memory_id: number;
  readonly cue_kind: Cue['kind'] | null;
  readonly text: string;
}

interface WordRow extends UnitRow {
  readonly bm25: number;
}

/** Searches for recall: active memories only, by words and by meaning. */
export class MemorySearch {
  readonly #records: MemoryRecords;
  readonly #vectors: VectorIndex;
  readonly #byWords: Statement<[string, number], WordRow>;
  readonly #unit: Statement<[number], UnitRow>;
  readonly #count: Statement<[string], number>;

  constructor(database: Database, records: MemoryRecords, vectors: VectorIndex) {
    this.#records = records;
    this.#vectors = vectors;
    this.#byWords = database.prepare(byWordsSql);
    this.#unit = database.prepare('SELECT memory_id, cue_kind, text FROM memory_units WHERE id = ?');
    this.#count = database.prepare<[string], number>(countSql).pluck();
  }

  byWords(terms: readonly string[], limit: number): (FoundUnit & { readonly bm25: number })[] {
    const expression = anyOf(terms);
    if (expression === undefined || limit < 1) return [];
    const memories = new Map<number, Memory>();
    return this.#byWords
      .all(expression, limit)
      .map((row) => ({ ...this.#found(row, memories), bm25: Math.max(0, -row.bm25) }));
  }

  byMeaning(
    vector: Float32Array,
    embedder: string,
    limit: number,
  ): (FoundUnit & { readonly cosine: number })[] {
    const memories = new Map<number, Memory>();
    return this.#vectors.nearest(vector, embedder, limit).flatMap(({ unitId, cosine }) => {
      const row = this.#unit.get(unitId);
      return row === undefined ? [] : [{ ...this.#found(row, memories), cosine }];
    });
  }

  countTerms(terms: readonly string[]): Map<string, number> {
    return new Map(
      terms.map((term) => {
        const expression = wholeTerm(term);
        return [term, expression === undefined ? 0 : (this.#count.get(expression) ?? 0)];
      }),
    );
  }

  #found(row: UnitRow, memories: Map<number, Memory>): FoundUnit {
    const memory = memories.get(row.memory_id) ?? this.#records.atRow(row.memory_id);
    memories.set(row.memory_id, memory);
    return { memory, cue: row.cue_kind === null ? null : { kind: row.cue_kind, text: row.text } };
  }
}

/**
 * FTS5 gives its matches best first, so the joins stop at the limit: what is not active costs one look each on the way
 * there, and keeping it in the index costs nothing more.
 */
const byWordsSql = `
  SELECT u.memory_id, u.cue_kind, u.text, w.rank AS bm25
  FROM memory_words w CROSS JOIN memory_units u ON u.id = w.rowid CROSS JOIN memories m ON m.id = u.memory_id
  WHERE w.memory_words MATCH ? AND m.status = 'active'
  ORDER BY w.rank LIMIT ?`;

const countSql = `
  SELECT count(DISTINCT u.memory_id)
  FROM memory_words w CROSS JOIN memory_units u ON u.id = w.rowid CROSS JOIN memories m ON m.id = u.memory_id
  WHERE w.memory_words MATCH ? AND m.status = 'active'`;
