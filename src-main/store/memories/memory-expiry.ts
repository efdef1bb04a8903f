import type { Database, Statement } from 'better-sqlite3';

/** Memories that are due: no longer valid, or long enough in the bin. */
export class MemoryExpiry {
  readonly #expired: Statement<[number, number], string>;
  readonly #binned: Statement<[number, number], string>;

  constructor(database: Database) {
    this.#expired = database
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

  /** Ids of active and paused memories whose validity has ended. */
  expired(now: number, limit: number): string[] {
    return this.#expired.all(now, limit);
  }

  /** Ids of memories that were forgotten at or before `time` (ms since 1970 UTC). */
  binnedBefore(time: number, limit: number): string[] {
    return this.#binned.all(time, limit);
  }
}
