import type { Database, Statement } from 'better-sqlite3';
import type { MemorySort } from '#shared/memory/memory-filter.ts';
import type { Parts } from '#shared/parts.ts';
import { dataVersionOf } from '../database/data-version.ts';
import { allOfTyped } from '../search/match-expression.ts';
import type { Where } from './memory-filter-sql.ts';
import { sortedInParts } from '../database/sorted-in-parts.ts';

/**
 * Up to so many units that hold the words are ranked by how well they match; that costs half a microsecond each. Where there
 * are more the words say too little to tell them apart, and the newest come first.
 */
const mostRanked = 10_000;
/** So many units are looked up in one part: a few milliseconds. */
const unitsAtOnce = 750;
/** So many units that hold the words are read from the index in one part. */
const readAtOnce = 10_000;

/** A memory that was found, with what it can be sorted by. */
interface Found {
  readonly id: number;
  /** The lower, the better; the same for all that were not ranked. */
  score: number;
  readonly created: number;
  readonly uses: number;
  /** -1: never. */
  readonly used: number;
}

type FoundRow = Omit<Found, 'score'> & { readonly key: number };

interface Hit {
  readonly rowid: number;
  readonly score: number;
}

interface Kept {
  readonly key: string;
  readonly version: unknown;
  readonly rows: readonly number[];
}

/** The search of the memory page: words in texts and cues of memories of any status. The last one is kept for its next pages. */
export class ListSearch {
  readonly #database: Database;
  readonly #dataVersion: () => number | undefined;
  readonly #statements = new Map<string, Statement>();
  readonly #count: Statement<[string], number>;
  readonly #ranked: Statement<[string], Hit>;
  readonly #unranked: Statement<[string, number], number>;
  #kept: Kept | undefined;
  #changes = 0;

  constructor(database: Database) {
    this.#database = database;
    this.#dataVersion = dataVersionOf(database);
    this.#count = database
      .prepare<[string], number>(
        `SELECT count(*) FROM (SELECT 1 FROM memory_words WHERE memory_words MATCH ? LIMIT ${mostRanked + 1})`,
      )
      .pluck();
    this.#ranked = database.prepare(
      'SELECT rowid, rank AS score FROM memory_words WHERE memory_words MATCH ? ORDER BY rowid',
    );
    this.#unranked = database

      .prepare<[string, number], number>(
        `SELECT rowid FROM memory_words WHERE memory_words MATCH ? AND rowid > ? ORDER BY rowid LIMIT ${readAtOnce}`,
      )
      .pluck();
  }

  /** To be called with every change of a memory. */
  noteChange(): void {
    this.#kept = undefined;
    this.#changes += 1;
  }

  /** Rows of memories that hold the words, in order, and after them those that are alike in meaning. */
  *found(query: string, alike: readonly string[], where: Where, sort: MemorySort): Parts<readonly number[]> {
    const key = JSON.stringify([query, alike, where, sort]);
    const version = this.#dataVersion();
    if (this.#kept?.key === key && this.#kept.version === version) return this.#kept.rows;
    const changes = this.#changes;
    const rows = yield* this.#search(query, alike, where, sort);
    // What changed while the main loop was free may belong elsewhere now.
    if (changes === this.#changes) this.#kept = { key, version, rows };
    return rows;
  }

  *#search(query: string, alike: readonly string[], where: Where, sort: MemorySort): Parts<number[]> {
    const byWords = yield* this.#byWords(query, where);
    const ofWords = new Set(byWords.map(({ id }) => id));
    const others = this.#alike(alike, where).filter(({ id }) => !ofWords.has(id));
    const sorted =
      sort === 'relevance'
        ? [...(yield* sortedInParts(byWords, orders.relevance)), ...others]
        : yield* sortedInParts([...byWords, ...others], orders[sort]);
    yield;
    return sorted.map(({ id }) => id);
  }

  *#byWords(query: string, where: Where): Parts<Found[]> {
    const expression = allOfTyped(query);
    if (expression === undefined) return [];
    const few = (this.#count.get(expression) ?? 0) <= mostRanked;
    yield;
    // Newest last, so that what is sorted by time in the end is nearly sorted.
    const units = few ? this.#ranked.all(expression) : yield* this.#allUnits(expression);
    const found = new Map<number, Found>();
    for (let start = 0; start < units.length; start += unitsAtOnce) {
      yield;
      const slice = units.slice(start, start + unitsAtOnce);
      const ids = slice.map((unit) => (typeof unit === 'number' ? unit : unit.rowid));
      for (const { key, ...row } of this.#rows(ofUnitsSql(where.sql), JSON.stringify(ids), where)) {
        const unit = slice[key];
        const score = typeof unit === 'object' ? unit.score : 0;
        const known = found.get(row.id);
        // A memory is as good as its best unit.
        if (known === undefined) found.set(row.id, { ...row, score });
        else if (score < known.score) known.score = score;
      }
    }
    yield;
    return [...found.values()];
  }

  *#allUnits(expression: string): Parts<number[]> {
    const units: number[] = [];
    for (;;) {
      const more = this.#unranked.all(expression, units.at(-1) ?? 0);
      for (const unit of more) units.push(unit);
      if (more.length < readAtOnce) return units;
      yield;
    }
  }

  /** In the order of the ids. */
  #alike(ids: readonly string[], where: Where): Found[] {
    if (ids.length === 0) return [];
    const rows = this.#rows(ofIdsSql(where.sql), JSON.stringify(ids), where);
    return rows.sort((one, other) => one.key - other.key).map((row) => ({ ...row, score: 0 }));
  }

  /** There are few shapes of filters, so their statements are kept. */
  #rows(sql: string, given: string, where: Where): FoundRow[] {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement.all(given, ...where.values) as FoundRow[];
  }
}

type Order = (one: Found, other: Found) => number;

const newest: Order = (one, other) => other.created - one.created || other.id - one.id;

/** As `orderSql` has them. */
const orders: Readonly<Record<MemorySort, Order>> = {
  relevance: (one, other) => one.score - other.score || newest(one, other),
  newest,
  oldest: (one, other) => newest(other, one),
  most_used: (one, other) => other.uses - one.uses || newest(one, other),
  last_used: (one, other) => other.used - one.used || other.id - one.id,
};

const columns = `given.key, m.id, m.created_at AS created, m.use_count AS uses, coalesce(m.last_used_at, -1) AS used`;

function ofUnitsSql(where: string): string {
  return `
    SELECT ${columns} FROM json_each(?) given CROSS JOIN memory_units u ON u.id = given.value
      CROSS JOIN memories m ON m.id = u.memory_id
    WHERE ${where}`;
}

function ofIdsSql(where: string): string {
  return `
    SELECT ${columns} FROM json_each(?) given CROSS JOIN memories m ON m.public_id = given.value WHERE ${where}`;
}
