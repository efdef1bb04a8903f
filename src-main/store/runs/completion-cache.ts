import type { Database, Statement } from 'better-sqlite3';
import { transact } from '../database/transact.ts';

/**
 * A cache of model answers by a key that identifies the request. Implements the engine's CacheStore, which alone knows
 * the values.
 */
export class CompletionCache {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #capacity: number;
  readonly #get: Statement<[string], { id: number; value: string }>;
  readonly #use: Statement<[number, number]>;
  readonly #put: Statement<[string, string, number]>;
  readonly #trim: Statement<[number]>;

  /** @param capacity number of answers; the least recently used are evicted. */
  constructor(database: Database, now: () => number = Date.now, capacity = 5_000) {
    this.#database = database;
    this.#now = now;
    this.#capacity = capacity;
    this.#get = database.prepare('SELECT id, value FROM completion_cache WHERE key = ?');
    this.#use = database.prepare('UPDATE completion_cache SET used_at = ? WHERE id = ?');
    this.#put = database.prepare(`INSERT INTO completion_cache (key, value, used_at) VALUES (?, ?, ?)
      ON CONFLICT (key) DO UPDATE SET value = excluded.value, used_at = excluded.used_at`);
    this.#trim = database.prepare(`DELETE FROM completion_cache WHERE id IN
      (SELECT id FROM completion_cache ORDER BY used_at DESC, id DESC LIMIT -1 OFFSET ?)`);
  }

  get(key: string): string | null {
    const row = this.#get.get(key);
    if (row === undefined) return null;
    transact(this.#database, () => this.#use.run(this.#now(), row.id));
    return row.value;
  }

  set(key: string, value: string): void {
    transact(this.#database, () => {
      this.#put.run(key, value, this.#now());
      this.#trim.run(this.#capacity);
    });
  }

  /** Deletes all answers. */
  clear(): void {
    transact(this.#database, () => this.#database.exec('DELETE FROM completion_cache'));
  }
}
