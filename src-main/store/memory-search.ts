import type { Database, Statement } from 'better-sqlite3';
import type { Cue, Memory } from '#shared/memory.ts';
import { MatchCounts } from './match-counts.ts';
import { anyOf, phraseExpressions, wholeTerm } from './match-expression.ts';
import type { MemoryRecords } from './memory-records.ts';
import type { ComparedMemory } from './memory-comparison.ts';
import type { NearUnit, SearchedScopes, VectorIndex } from './vector-index.ts';

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

interface WordQuery {
  readonly expression: string;
  /** JSON of the ids of assistants and projects; null: all scopes. */
  readonly scopes: string | null;
  readonly limit: number;
}

interface WordRow extends UnitRow {
  readonly bm25: number;
}

const manyMemories = 3_000;
/** A word in more than this share of the memories is common. */
const commonShare = 1 / 3;

/** Searches for recall: active memories only, by words and by meaning. */
export class MemorySearch {
  readonly #records: MemoryRecords;
  readonly #vectors: VectorIndex;
  readonly #byWords: Statement<[WordQuery], WordRow>;
  readonly #unit: Statement<[number], UnitRow>;
  readonly counts: MatchCounts;

  constructor(database: Database, records: MemoryRecords, vectors: VectorIndex) {
    this.#records = records;
    this.#vectors = vectors;
    this.#byWords = database.prepare(byWordsSql);
    this.#unit = database.prepare('SELECT memory_id, cue_kind, text FROM memory_units WHERE id = ?');
    this.counts = new MatchCounts(database);
  }

  byWords(
    terms: readonly string[],
    limit: number,
    scopes: SearchedScopes = [],
  ): (FoundUnit & { readonly bm25: number })[] {
    const expression = anyOf(this.#telling(phraseExpressions(terms)));
    if (expression === undefined || limit < 1) return [];
    return this.#found(this.#byWords.all({ expression, scopes: asJson(scopes), limit }), (row) => ({
      bm25: Math.max(0, -row.bm25),
    }));
  }

  byMeaning(
    vector: Float32Array,
    embedder: string,
    limit: number,
    scopes: SearchedScopes = [],
  ): (FoundUnit & { readonly cosine: number })[] {
    return this.#near(this.#vectors.nearest(vector, embedder, limit, scopes));
  }

  /** How alike each memory named is by its best unit, however far; those not active or without a vector are left out. */
  compareMeaning(vector: Float32Array, embedder: string, memoryIds: readonly string[]): ComparedMemory[] {
    return this.#vectors.compare(vector, embedder, memoryIds);
  }

  #near(units: readonly NearUnit[]): (FoundUnit & { readonly cosine: number })[] {
    const rows = units.flatMap(({ unitId, cosine }) => {
      const row = this.#unit.get(unitId);
      return row === undefined ? [] : [{ ...row, cosine }];
    });
    return this.#found(rows, ({ cosine }) => ({ cosine }));
  }

  countTerms(terms: readonly string[]): Map<string, number> {
    return new Map(
      terms.map((term) => {
        const expression = wholeTerm(term);
        return [term, expression === undefined ? 0 : this.counts.matching(expression)];
      }),
    );
  }

  /**
   * Leaves out words that so many memories hold that they say nothing about any (their weight in bm25 is next to nothing,
   * and is zero from one half on), while ranking all those memories would be most of the work. Only where there are many
   * memories, and never all words.
   */
  #telling(phrases: readonly string[]): readonly string[] {
    const active = phrases.length < 2 ? 0 : this.counts.active();
    if (active < manyMemories) return phrases;
    const counted = phrases.map((phrase) => ({ phrase, count: this.counts.matching(phrase) }));
    const telling = counted.filter(({ count }) => count > 0 && count <= active * commonShare);
    return telling.length === 0 ? phrases : telling.map(({ phrase }) => phrase);
  }

  #found<Row extends UnitRow, Score>(
    rows: readonly Row[],
    score: (row: Row) => Score,
  ): (FoundUnit & Score)[] {
    const memories = this.#records.atRows([...new Set(rows.map((row) => row.memory_id))]);
    return rows.flatMap((row) => {
      const memory = memories.get(row.memory_id);
      if (memory === undefined) return [];
      return [
        { memory, cue: row.cue_kind === null ? null : { kind: row.cue_kind, text: row.text }, ...score(row) },
      ];
    });
  }
}

/**
 * FTS5 gives its matches best first, so the joins stop at the limit: what is not active costs one look each on the way
 * there, and keeping it in the index costs nothing more.
 */
const byWordsSql = `
  SELECT u.memory_id, u.cue_kind, u.text, w.rank AS bm25
  FROM memory_words w CROSS JOIN memory_units u ON u.id = w.rowid CROSS JOIN memories m ON m.id = u.memory_id
  WHERE w.memory_words MATCH :expression AND m.status = 'active'
    AND (m.scope_id IS NULL OR :scopes IS NULL OR m.scope_id IN (SELECT value FROM json_each(:scopes)))
  ORDER BY w.rank LIMIT :limit`;

function asJson(scopes: SearchedScopes): string | null {
  return scopes === 'all' ? null : JSON.stringify(scopes);
}
