/**
 * Search for recall: active memories by words (FTS5, bm25) and by meaning. Owns the choice of a search strategy by the
 * number of memories; knows nothing of gates, budgets or how results are fused.
 */
import type { Database, Statement } from 'better-sqlite3';
import type { Cue, Memory } from '#shared/memory/memory.ts';
import { exactCountLimit, MatchCounts } from './match-counts.ts';
import { anyPhraseExpression, phraseExpressions, termExpression } from './match-expression.ts';
import type { MemoryRecords } from '../memories/memory-records.ts';
import type { SearchedScopes } from '../vectors/searched-scopes.ts';
import type { MemorySimilarity } from '../vectors/vector-cache.ts';
import type { VectorIndex } from '../vectors/vector-index.ts';
import type { NearUnit } from '../vectors/vector-table.ts';

export interface FoundUnit {
  readonly memory: Memory;
  /** The cue that matched; null when the text matched. */
  readonly cue: Cue | null;
}

/** A unit found by meaning. */
export interface SimilarUnit extends FoundUnit {
  readonly cosine: number;
}

interface UnitRow {
  readonly memory_id: number;
  readonly cue_kind: Cue['kind'] | null;
  readonly text: string;
}

interface WordQuery {
  readonly expression: string;
  /** JSON array of assistant and project ids; null: all scopes. */
  readonly scopes: string | null;
  readonly limit: number;
}

interface UnitQuery {
  /** JSON array of unit ids, best first. */
  readonly units: string;
  readonly scopes: string | null;
  readonly limit: number;
}

interface WordRow extends UnitRow {
  readonly unit_id: number;
}

interface CountedPhrase {
  readonly phrase: string;
  /** Approximate number of memories that contain it. */
  readonly count: number;
}

/** Ranking this many units takes a few milliseconds; beyond that, units with two of the rarest words are searched. */
const MAX_RANKED = 2_000;
/** A single word in more units than this distinguishes none: the newest are as good as any. */
const MAX_RANKED_SINGLE = 10_000;
/** Number of rarest words that are combined in pairs. */
const MAX_PAIRED_WORDS = 5;
/** Number of newest units per pair that are considered. */
const MAX_UNITS_PER_PAIR = 400;
/** Words in more than this share of memories are common. */
const COMMON_SHARE = 1 / 3;

export class MemorySearch {
  readonly #records: MemoryRecords;
  readonly #vectors: VectorIndex;
  readonly #byWords: Statement<[WordQuery], WordRow>;
  readonly #pair: Statement<[string, number], number>;
  readonly #units: Statement<[UnitQuery], WordRow>;
  readonly #unit: Statement<[number], UnitRow>;
  readonly counts: MatchCounts;

  constructor(database: Database, records: MemoryRecords, vectors: VectorIndex) {
    this.#records = records;
    this.#vectors = vectors;
    this.#byWords = database.prepare(byWordsSql);
    this.#pair = database
      .prepare<[string, number], number>(
        'SELECT rowid FROM memory_words WHERE memory_words MATCH ? ORDER BY rowid DESC LIMIT ?',
      )
      .pluck();
    this.#units = database.prepare(unitsSql);
    this.#unit = database.prepare('SELECT memory_id, cue_kind, text FROM memory_units WHERE id = ?');
    this.counts = new MatchCounts(database);
  }

  /**
   * Units that contain any of the terms, best first. Normally all are ranked by bm25. With many memories, words in more
   * than a third of them are ignored, since their bm25 weight is near zero; and when ranking the rest would be slow,
   * units with two of the rarest words come first, then the best of those with the rarest.
   */
  byWords(terms: readonly string[], limit: number, scopes: SearchedScopes = []): FoundUnit[] {
    const phrases = phraseExpressions(terms);
    if (limit < 1 || phrases.length === 0) return [];
    const many = this.counts.active() >= exactCountLimit;
    if (
      many &&
      phrases.length === 1 &&
      this.counts.matching(anyPhraseExpression(phrases)) > MAX_RANKED_SINGLE
    )
      return this.#found(this.#newest(anyPhraseExpression(phrases), scopes, limit));
    if (!many || phrases.length === 1) return this.#found(this.#ranked(phrases, scopes, limit));
    const rareWords = this.#rareWords(phrases);
    if (sum(rareWords) <= MAX_RANKED) return this.#found(this.#ranked(phrasesOf(rareWords), scopes, limit));
    const rows = new Map(this.#byPairs(rareWords, scopes, limit).map((row) => [row.unit_id, row]));
    if (rows.size < limit) {
      const few = rareWords.filter(
        (_, index) => index === 0 || sum(rareWords.slice(0, index + 1)) <= MAX_RANKED,
      );
      for (const row of this.#ranked(phrasesOf(few), scopes, limit)) rows.set(row.unit_id, row);
    }
    return this.#found([...rows.values()].slice(0, limit));
  }

  byMeaning(
    vector: Float32Array,
    embedder: string,
    limit: number,
    scopes: SearchedScopes = [],
  ): SimilarUnit[] {
    return this.#withMemories(this.#vectors.nearest(vector, embedder, limit, scopes));
  }

  /** Cosine of each memory's best unit, by id; memories without a vector are left out. */
  similarities(
    vector: Float32Array,
    embedder: string,
    memoryIds: readonly string[],
  ): ReadonlyMap<string, MemorySimilarity> {
    return this.#vectors.similarities(vector, embedder, memoryIds);
  }

  #withMemories(units: readonly NearUnit[]): SimilarUnit[] {
    const rows = units.flatMap(({ unitId, cosine }) => {
      const row = this.#unit.get(unitId);
      return row === undefined ? [] : [{ ...row, cosine }];
    });
    return this.#scored(rows, ({ cosine }) => ({ cosine }));
  }

  countTerms(terms: readonly string[]): Map<string, number> {
    return new Map(
      terms.map((term) => {
        const expression = termExpression(term);
        return [term, expression === undefined ? 0 : this.counts.matching(expression)];
      }),
    );
  }

  #ranked(phrases: readonly string[], scopes: SearchedScopes, limit: number): WordRow[] {
    return this.#byWords.all({ expression: anyPhraseExpression(phrases), scopes: asJson(scopes), limit });
  }

  /** Words that are not common, rarest first; never empty. */
  #rareWords(phrases: readonly string[]): CountedPhrase[] {
    const counted = phrases
      .map((phrase) => ({ phrase, count: this.counts.matching(phrase) }))
      .sort((one, other) => one.count - other.count);
    const known = counted.filter(({ count }) => count > 0);
    const rare = known.filter(({ count }) => count <= this.counts.active() * COMMON_SHARE);
    if (rare.length > 0) return rare;
    return known.length > 0 ? known : counted;
  }

  #newest(expression: string, scopes: SearchedScopes, limit: number): WordRow[] {
    const units = JSON.stringify(this.#pair.all(expression, 2 * limit));
    return this.#units.all({ units, scopes: asJson(scopes), limit });
  }

  /** Units with pairs of rare words, scored by how many and how rare. */
  #byPairs(rareWords: readonly CountedPhrase[], scopes: SearchedScopes, limit: number): WordRow[] {
    const rarest = rareWords.slice(0, MAX_PAIRED_WORDS);
    const scores = new Map<number, number>();
    for (const [index, one] of rarest.entries()) {
      for (const other of rarest.slice(index + 1)) {
        const weight = 1 / one.count + 1 / other.count;
        for (const unit of this.#pair.all(`${one.phrase} AND ${other.phrase}`, MAX_UNITS_PER_PAIR))
          scores.set(unit, (scores.get(unit) ?? 0) + weight);
      }
    }
    // Twice the limit, because some may not be active.
    const best = [...scores].sort(([, one], [, other]) => other - one).slice(0, 2 * limit);
    const units = JSON.stringify(best.map(([unit]) => unit));
    return this.#units.all({ units, scopes: asJson(scopes), limit });
  }

  #found(rows: readonly UnitRow[]): FoundUnit[] {
    return this.#scored(rows, () => ({}));
  }

  #scored<Row extends UnitRow, Score>(
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

const searchedScopes =
  '(m.scope_id IS NULL OR :scopes IS NULL OR m.scope_id IN (SELECT value FROM json_each(:scopes)))';

/**
 * FTS5 returns the best matches first, so the joins stop at the limit: inactive memories in the index cost one lookup
 * each on the way, and keeping them costs nothing more.
 */
const byWordsSql = `
  SELECT u.id AS unit_id, u.memory_id, u.cue_kind, u.text
  FROM memory_words w CROSS JOIN memory_units u ON u.id = w.rowid CROSS JOIN memories m ON m.id = u.memory_id
  WHERE w.memory_words MATCH :expression AND m.status = 'active' AND ${searchedScopes}
  ORDER BY w.rank LIMIT :limit`;

function asJson(scopes: SearchedScopes): string | null {
  return scopes === 'all' ? null : JSON.stringify(scopes);
}

const unitsSql = `
  SELECT u.id AS unit_id, u.memory_id, u.cue_kind, u.text
  FROM json_each(:units) given CROSS JOIN memory_units u ON u.id = given.value
    CROSS JOIN memories m ON m.id = u.memory_id
  WHERE m.status = 'active' AND ${searchedScopes}
  ORDER BY given.key LIMIT :limit`;

function phrasesOf(counted: readonly CountedPhrase[]): string[] {
  return counted.map(({ phrase }) => phrase);
}

function sum(counted: readonly CountedPhrase[]): number {
  return counted.reduce((total, { count }) => total + count, 0);
}
