import type { Database, Statement } from 'better-sqlite3';

interface CachedCount {
  readonly count: number;
  readonly changes: number;
}

/** Largest relative error of a cached count; a count below a hundred is exact until the next change. */
const TOLERANCE = 0.01;
const MAX_CACHED = 10_000;

/** From this many active memories on, exact counting would be noticeable. */
export const exactCountLimit = 3_000;

/**
 * How many active memories match an FTS5 expression. Counting a common word walks its whole posting list (about 20 ms
 * for 100,000 memories), and every question contains some, so a count is cached until enough memories changed to make
 * it wrong by one percent.
 */
export class MatchCounts {
  readonly #count: Statement<[string], number>;
  readonly #countUnits: Statement<[string], number>;
  readonly #active: Statement<[], number>;
  readonly #cached = new Map<string, CachedCount>();
  #changes = 0;

  constructor(database: Database) {
    this.#count = database.prepare<[string], number>(countSql).pluck();
    this.#countUnits = database.prepare<[string], number>(countUnitsSql).pluck();
    this.#active = database.prepare<[], number>(activeSql).pluck();
  }

  /** Call after every change; it ages the cached counts. */
  noteChanges(memories: number): void {
    this.#changes += memories;
  }

  /** With many memories, counts matching units of memories of any status: close enough, and many times faster. */
  matching(expression: string): number {
    const active = this.active();
    if (active < exactCountLimit) return this.#lookUp(expression, () => this.#count.get(expression) ?? 0);
    return this.#lookUp(expression, () => Math.min(active, this.#countUnits.get(expression) ?? 0));
  }

  /** Number of active memories, as exact as the other counts. */
  active(): number {
    return this.#lookUp('', () => this.#active.get() ?? 0);
  }

  #lookUp(key: string, count: () => number): number {
    const known = this.#cached.get(key);
    if (known !== undefined && this.#changes - known.changes <= known.count * TOLERANCE) return known.count;
    const found = count();
    if (this.#cached.size >= MAX_CACHED) this.#cached.clear();
    this.#cached.set(key, { count: found, changes: this.#changes });
    return found;
  }
}

const countSql = `
  SELECT count(DISTINCT u.memory_id)
  FROM memory_words w CROSS JOIN memory_units u ON u.id = w.rowid CROSS JOIN memories m ON m.id = u.memory_id
  WHERE w.memory_words MATCH ? AND m.status = 'active'`;

/** Reads only the word's posting list, and no rows. */
const countUnitsSql = `SELECT count(*) FROM memory_words WHERE memory_words MATCH ?`;

const activeSql = `SELECT count(*) FROM memories WHERE status = 'active'`;
