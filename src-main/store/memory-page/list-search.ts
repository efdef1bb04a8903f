import type { Database, Statement } from 'better-sqlite3';
import type { MemorySort } from '#shared/memory/memory-filter.ts';
import type { SlicedTask } from '#shared/sliced-task.ts';
import { dataVersionOf } from '../database/data-version.ts';
import { typedSearchExpression } from '../search/match-expression.ts';
import type { Where } from './memory-filter-sql.ts';
import { sortedInSlices } from '../database/sorted-in-slices.ts';

/**
 * Up to this many matching units are ranked, at half a microsecond each. With more matches the words distinguish too
 * little, and the newest come first.
 */
const MAX_RANKED = 10_000;
/** Units looked up in one slice: a few milliseconds. */
const UNITS_PER_SLICE = 750;
/** Matching units read from the full-text index in one slice. */
const READ_SLICE = 10_000;

/** A matching memory with its sort keys. */
interface Found {
  readonly id: number;
  /** bm25: lower is better; equal for all unranked ones. */
  score: number;
  readonly created: number;
  readonly uses: number;
  /** -1: never used. */
  readonly used: number;
}

type FoundRow = Omit<Found, 'score'> & { readonly key: number };

interface Hit {
  readonly rowid: number;
  readonly score: number;
}

interface CachedResult {
  readonly key: string;
  readonly version: unknown;
  readonly rows: readonly number[];
}

/**
 * The memory page's search: words in texts and cues of memories of any status. Caches the last result for its next
 * pages.
 */
export class ListSearch {
  readonly #database: Database;
  readonly #dataVersion: () => number | undefined;
  readonly #statements = new Map<string, Statement>();
  readonly #count: Statement<[string], number>;
  readonly #ranked: Statement<[string], Hit>;
  readonly #unranked: Statement<[string, number], number>;
  #cached: CachedResult | undefined;
  #changes = 0;

  constructor(database: Database) {
    this.#database = database;
    this.#dataVersion = dataVersionOf(database);
    this.#count = database
      .prepare<[string], number>(
        `SELECT count(*) FROM (SELECT 1 FROM memory_words WHERE memory_words MATCH ? LIMIT ${MAX_RANKED + 1})`,
      )
      .pluck();
    this.#ranked = database.prepare(
      'SELECT rowid, rank AS score FROM memory_words WHERE memory_words MATCH ? ORDER BY rowid',
    );
    this.#unranked = database

      .prepare<[string, number], number>(
        `SELECT rowid FROM memory_words WHERE memory_words MATCH ? AND rowid > ? ORDER BY rowid LIMIT ${READ_SLICE}`,
      )
      .pluck();
  }

  /** Call after every change of a memory. */
  noteChange(): void {
    this.#cached = undefined;
    this.#changes += 1;
  }

  /** Rows of memories that contain the words, in order, followed by those in `alike`, which were found by meaning. */
  *found(
    query: string,
    alike: readonly string[],
    where: Where,
    sort: MemorySort,
  ): SlicedTask<readonly number[]> {
    const key = JSON.stringify([query, alike, where, sort]);
    const version = this.#dataVersion();
    if (this.#cached?.key === key && this.#cached.version === version) return this.#cached.rows;
    const changes = this.#changes;
    const rows = yield* this.#search(query, alike, where, sort);
    // A change between two slices may have invalidated the result.
    if (changes === this.#changes) this.#cached = { key, version, rows };
    return rows;
  }

  *#search(query: string, alike: readonly string[], where: Where, sort: MemorySort): SlicedTask<number[]> {
    const byWords = yield* this.#byWords(query, where);
    const ofWords = new Set(byWords.map(({ id }) => id));
    const others = this.#alike(alike, where).filter(({ id }) => !ofWords.has(id));
    const sorted =
      sort === 'relevance'
        ? [...(yield* sortedInSlices(byWords, orders.relevance)), ...others]
        : yield* sortedInSlices([...byWords, ...others], orders[sort]);
    yield;
    return sorted.map(({ id }) => id);
  }

  *#byWords(query: string, where: Where): SlicedTask<Found[]> {
    const expression = typedSearchExpression(query);
    if (expression === undefined) return [];
    const isRanked = (this.#count.get(expression) ?? 0) <= MAX_RANKED;
    yield;
    // Newest last, so that sorting by time finds them nearly sorted.
    const units = isRanked ? this.#ranked.all(expression) : yield* this.#allUnits(expression);
    const found = new Map<number, Found>();
    for (let start = 0; start < units.length; start += UNITS_PER_SLICE) {
      yield;
      const slice = units.slice(start, start + UNITS_PER_SLICE);
      const ids = slice.map((unit) => (typeof unit === 'number' ? unit : unit.rowid));
      for (const { key, ...row } of this.#rows(byUnitsSql(where.sql), JSON.stringify(ids), where)) {
        const unit = slice[key];
        const score = typeof unit === 'object' ? unit.score : 0;
        const known = found.get(row.id);
        // A memory scores as its best unit.
        if (known === undefined) found.set(row.id, { ...row, score });
        else if (score < known.score) known.score = score;
      }
    }
    yield;
    return [...found.values()];
  }

  *#allUnits(expression: string): SlicedTask<number[]> {
    const units: number[] = [];
    for (;;) {
      const more = this.#unranked.all(expression, units.at(-1) ?? 0);
      for (const unit of more) units.push(unit);
      if (more.length < READ_SLICE) return units;
      yield;
    }
  }

  /** In the order of the ids. */
  #alike(ids: readonly string[], where: Where): Found[] {
    if (ids.length === 0) return [];
    const rows = this.#rows(byIdsSql(where.sql), JSON.stringify(ids), where);
    return rows.sort((one, other) => one.key - other.key).map((row) => ({ ...row, score: 0 }));
  }

  /** Filters have few shapes, so their statements are cached. */
  #rows(sql: string, given: string, where: Where): FoundRow[] {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement.all(given, ...where.values) as FoundRow[];
  }
}

type Order = (one: Found, other: Found) => number;

const newest: Order = (one, other) => other.created - one.created || other.id - one.id;

/** The same orders as `orderSql`. */
const orders: Readonly<Record<MemorySort, Order>> = {
  relevance: (one, other) => one.score - other.score || newest(one, other),
  newest,
  oldest: (one, other) => newest(other, one),
  most_used: (one, other) => other.uses - one.uses || newest(one, other),
  last_used: (one, other) => other.used - one.used || other.id - one.id,
};

const columns = `given.key, m.id, m.created_at AS created, m.use_count AS uses, coalesce(m.last_used_at, -1) AS used`;

function byUnitsSql(where: string): string {
  return `
    SELECT ${columns} FROM json_each(?) given CROSS JOIN memory_units u ON u.id = given.value
      CROSS JOIN memories m ON m.id = u.memory_id
    WHERE ${where}`;
}

function byIdsSql(where: string): string {
  return `
    SELECT ${columns} FROM json_each(?) given CROSS JOIN memories m ON m.public_id = given.value WHERE ${where}`;
}
