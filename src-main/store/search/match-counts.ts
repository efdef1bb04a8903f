import type { Database, Statement } from 'better-sqlite3';

interface Remembered {
  readonly count: number;
  readonly changes: number;
}

/** A remembered count may be off by this share: one below a hundred holds only until the next change. */
const tolerance = 0.01;
const mostRemembered = 10_000;

/** From so many active memories on, counting exactly would be felt. */
export const manyMemories = 3_000;

/**
 * How many active memories match an FTS5 expression. Counting a common word means walking its whole list (about 20 ms
 * among 100,000 memories), and every question holds some, so counts are remembered until as many memories changed as
 * could make them wrong by one in a hundred.
 */
export class MatchCounts {
  readonly #count: Statement<[string], number>;
  readonly #countUnits: Statement<[string], number>;
  readonly #active: Statement<[], number>;
  readonly #remembered = new Map<string, Remembered>();
  #changes = 0;

  constructor(database: Database) {
    this.#count = database.prepare<[string], number>(countSql).pluck();
    this.#countUnits = database.prepare<[string], number>(countUnitsSql).pluck();
    this.#active = database.prepare<[], number>(activeSql).pluck();
  }

  /** To be called with every change, so that remembered counts grow old. */
  noteChanges(memories: number): void {
    this.#changes += memories;
  }

  /** Where there are many memories, counts what is indexed of memories of any status: near enough, and many times faster. */
  matching(expression: string): number {
    const active = this.active();
    if (active < manyMemories) return this.#lookUp(expression, () => this.#count.get(expression) ?? 0);
    return this.#lookUp(expression, () => Math.min(active, this.#countUnits.get(expression) ?? 0));
  }

  /** Active memories in all, as exact as the other counts. */
  active(): number {
    return this.#lookUp('', () => this.#active.get() ?? 0);
  }

  #lookUp(key: string, count: () => number): number {
    const known = this.#remembered.get(key);
    if (known !== undefined && this.#changes - known.changes <= known.count * tolerance) return known.count;
    const found = count();
    if (this.#remembered.size >= mostRemembered) this.#remembered.clear();
    this.#remembered.set(key, { count: found, changes: this.#changes });
    return found;
  }
}

const countSql = `
  SELECT count(DISTINCT u.memory_id)
  FROM memory_words w CROSS JOIN memory_units u ON u.id = w.rowid CROSS JOIN memories m ON m.id = u.memory_id
  WHERE w.memory_words MATCH ? AND m.status = 'active'`;

/** Walks the list of the word alone, without a look at any row. */
const countUnitsSql = `SELECT count(*) FROM memory_words WHERE memory_words MATCH ?`;

const activeSql = `SELECT count(*) FROM memories WHERE status = 'active'`;
