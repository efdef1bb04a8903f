import type { Database, Statement } from 'better-sqlite3';
import type { Cue, Memory } from '#shared/memory/memory.ts';
import { manyMemories, MatchCounts } from './match-counts.ts';
import { anyOf, phraseExpressions, wholeTerm } from './match-expression.ts';
import { memorySelect, toMemory } from '../memories/memory-row.ts';
import type { MemoryRow } from '../memories/memory-row.ts';
import type { MemoryRecords } from '../memories/memory-records.ts';
import type { SearchedScopes } from '../vectors/searched-scopes.ts';
import type { ComparedMemory } from '../vectors/compared-vectors.ts';
import type { VectorIndex } from '../vectors/vector-index.ts';
import type { NearUnit } from '../vectors/vector-table.ts';

export interface FoundUnit {
  readonly memory: Memory;
  /** The cue that matched; null when the text did. */
  readonly cue: Cue | null;
}

/** A unit found by meaning. */
export interface AlikeUnit extends FoundUnit {
  readonly cosine: number;
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

interface UnitQuery {
  /** JSON of unit ids, best first. */
  readonly units: string;
  readonly scopes: string | null;
  readonly limit: number;
}

interface WordRow extends UnitRow {
  readonly unit_id: number;
}

interface CountedPhrase {
  readonly phrase: string;
  /** How many hold it, roughly. */
  readonly count: number;
}

/** Ranking so many units takes a few milliseconds; where words would bring more, units that hold two of them are looked for. */
const mostRanked = 2_000;
/** One word alone that more units hold tells none of them apart: the newest are as good as any. */
const mostRankedAlone = 10_000;
/** The rarest so many words make pairs. */
const mostPaired = 5;
/** Of units that hold both words of a pair the newest so many are looked at. */
const mostOfPair = 400;
/** A word in more than this share of the memories is common. */
const commonShare = 1 / 3;

/** Searches for recall: active memories only, by words and by meaning. */
export class MemorySearch {
  readonly #records: MemoryRecords;
  readonly #vectors: VectorIndex;
  readonly #newestMemories: Statement<
    [{ readonly scopes: string | null; readonly limit: number }],
    MemoryRow
  >;
  readonly #byWords: Statement<[WordQuery], WordRow>;
  readonly #pair: Statement<[string, number], number>;
  readonly #units: Statement<[UnitQuery], WordRow>;
  readonly #unit: Statement<[number], UnitRow>;
  readonly counts: MatchCounts;

  constructor(database: Database, records: MemoryRecords, vectors: VectorIndex) {
    this.#records = records;
    this.#vectors = vectors;
    this.#byWords = database.prepare(byWordsSql);
    this.#newestMemories = database.prepare(newestSql);
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
   * Units that hold any of the words, best first. In a usual store all of them are ranked by bm25. Where there are many
   * memories, words that a third of them hold are left out, since they tell nothing about any (their weight in bm25 is next to
   * nothing, and zero from one half on); and when ranking what the others bring would be felt, units that hold two of the rarest
   * words come first, then the best of those that hold the rarest.
   */
  byWords(terms: readonly string[], limit: number, scopes: SearchedScopes = []): FoundUnit[] {
    const phrases = phraseExpressions(terms);
    if (limit < 1 || phrases.length === 0) return [];
    const many = this.counts.active() >= manyMemories;
    if (many && phrases.length === 1 && this.counts.matching(anyOf(phrases)) > mostRankedAlone)
      return this.#found(this.#newest(anyOf(phrases), scopes, limit));
    if (!many || phrases.length === 1) return this.#found(this.#ranked(phrases, scopes, limit));
    const telling = this.#telling(phrases);
    if (sum(telling) <= mostRanked) return this.#found(this.#ranked(phrasesOf(telling), scopes, limit));
    const rows = new Map(this.#inPairs(telling, scopes, limit).map((row) => [row.unit_id, row]));
    if (rows.size < limit) {
      const few = telling.filter((_, index) => index === 0 || sum(telling.slice(0, index + 1)) <= mostRanked);
      for (const row of this.#ranked(phrasesOf(few), scopes, limit)) rows.set(row.unit_id, row);
    }
    return this.#found([...rows.values()].slice(0, limit));
  }

  /** Active memories, whatever they say. */
  newest(limit: number, scopes: SearchedScopes): Memory[] {
    return this.#newestMemories.all({ scopes: asJson(scopes), limit }).map(toMemory);
  }

  byMeaning(vector: Float32Array, embedder: string, limit: number, scopes: SearchedScopes = []): AlikeUnit[] {
    return this.#near(this.#vectors.nearest(vector, embedder, limit, scopes));
  }

  /** How alike each memory named is by its best unit, however far; those without a vector are left out. */
  compareMeaning(
    vector: Float32Array,
    embedder: string,
    memoryIds: readonly string[],
  ): ReadonlyMap<string, ComparedMemory> {
    return this.#vectors.compare(vector, embedder, memoryIds);
  }

  #near(units: readonly NearUnit[]): AlikeUnit[] {
    const rows = units.flatMap(({ unitId, cosine }) => {
      const row = this.#unit.get(unitId);
      return row === undefined ? [] : [{ ...row, cosine }];
    });
    return this.#scored(rows, ({ cosine }) => ({ cosine }));
  }

  countTerms(terms: readonly string[]): Map<string, number> {
    return new Map(
      terms.map((term) => {
        const expression = wholeTerm(term);
        return [term, expression === undefined ? 0 : this.counts.matching(expression)];
      }),
    );
  }

  #ranked(phrases: readonly string[], scopes: SearchedScopes, limit: number): WordRow[] {
    return this.#byWords.all({ expression: anyOf(phrases), scopes: asJson(scopes), limit });
  }

  /** The rarest first; never none. */
  #telling(phrases: readonly string[]): CountedPhrase[] {
    const counted = phrases
      .map((phrase) => ({ phrase, count: this.counts.matching(phrase) }))
      .sort((one, other) => one.count - other.count);
    const known = counted.filter(({ count }) => count > 0);
    const rare = known.filter(({ count }) => count <= this.counts.active() * commonShare);
    if (rare.length > 0) return rare;
    return known.length > 0 ? known : counted;
  }

  #newest(expression: string, scopes: SearchedScopes, limit: number): WordRow[] {
    const units = JSON.stringify(this.#pair.all(expression, 2 * limit));
    return this.#units.all({ units, scopes: asJson(scopes), limit });
  }

  /** The more of the rare words a unit holds, the better. */
  #inPairs(telling: readonly CountedPhrase[], scopes: SearchedScopes, limit: number): WordRow[] {
    const rarest = telling.slice(0, mostPaired);
    const scores = new Map<number, number>();
    for (const [index, one] of rarest.entries()) {
      for (const other of rarest.slice(index + 1)) {
        const weight = 1 / one.count + 1 / other.count;
        for (const unit of this.#pair.all(`${one.phrase} AND ${other.phrase}`, mostOfPair))
          scores.set(unit, (scores.get(unit) ?? 0) + weight);
      }
    }
    // Twice as many as wanted, because some may not be active.
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
 * FTS5 gives its matches best first, so the joins stop at the limit: what is not active costs one look each on the way
 * there, and keeping it in the index costs nothing more.
 */
const newestSql = `
  ${memorySelect} WHERE m.status = 'active' AND ${searchedScopes} ORDER BY m.updated_at DESC, m.id DESC LIMIT :limit`;

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
