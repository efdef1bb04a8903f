import type { Database, Statement } from 'better-sqlite3';

/** Memories whose time has come: those that hold no longer, and those that were in the bin long enough. */
export class MemoryEndings {
  readonly #over: Statement<[number, number], string>;
  readonly #binned: Statement<[number, number], string>;

  constructor(database: Database) {
    this.#over = database
      .prepare<[number, number], string>(
        `SELECT public_id FROM memories INDEXED BY memories_ending
         WHERE valid_until IS NOT NULL AND status IN ('active', 'paused') AND valid_until <= ? LIMIT ?`,
      )
      .pluck();
    this.#binned = database
      .prepare<[number, number], string>(
        `SELECT public_id FROM memories INDEXED BY memories_bin
         WHERE status = 'forgotten' AND status_since <= ? LIMIT ?`,
      )
      .pluck();
  }

  /** Ids of memories in use that hold no longer. */
  over(now: number, limit: number): string[] {
    return this.#over.all(now, limit);
  }

  /** Ids of memories that have been forgotten since that time or longer. */
  binnedBefore(time: number, limit: number): string[] {
    return this.#binned.all(time, limit);
  }
}
