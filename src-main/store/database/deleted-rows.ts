import type { Database, Statement } from 'better-sqlite3';
import type { Bin } from '#shared/bin.ts';
import { transact } from './transact.ts';

export interface DeletedRowsOptions {
  /** Has the columns `id` and `deleted_at` (ms since 1970 UTC; NULL while not deleted). */
  readonly table:
    | 'projects'
    | 'agent_teams'
    | 'agent_runs'
    | 'conversations'
    | 'prompts'
    | 'knowledge_sources';
  /** How long a deleted row can be restored, in ms. */
  readonly time: number;
  /** SQL condition: rows that are kept although their time is over, because something still refers to them. */
  readonly keepIf?: string;
}

/** The bin of a table: deleted rows are marked, and removed when their time is over. */
export class DeletedRows implements Bin {
  readonly #database: Database;
  readonly #retention: number;
  readonly #delete: Statement<[number, string]>;
  readonly #restore: Statement<[string]>;
  readonly #over: Statement<[number], number>;
  readonly #empty: Statement<[number]>;
  readonly #oldest: Statement<[number], number | null>;

  constructor(database: Database, { table, time, keepIf = 'FALSE' }: DeletedRowsOptions) {
    this.#database = database;
    this.#retention = time;
    const set = `UPDATE ${table} SET deleted_at`;
    this.#delete = database.prepare(`${set} = ? WHERE id = ? AND deleted_at IS NULL`);
    this.#restore = database.prepare(`${set} = NULL WHERE id = ? AND deleted_at IS NOT NULL`);
    const over = `FROM ${table} WHERE deleted_at <= ? AND NOT (${keepIf})`;
    this.#over = database.prepare<[number], number>(`SELECT 1 ${over} LIMIT 1`).pluck();
    this.#empty = database.prepare(`DELETE ${over}`);
    this.#oldest = database
      .prepare<[number], number | null>(`SELECT min(deleted_at) FROM ${table} WHERE deleted_at > ?`)
      .pluck();
  }

  delete(id: string, at: number): boolean {
    return transact(this.#database, () => this.#delete.run(at, id).changes === 1);
  }

  restore(id: string): boolean {
    return transact(this.#database, () => this.#restore.run(id).changes === 1);
  }

  /** Removes the rows whose time is over. Returns how many. */
  sweep(now: number): number {
    const before = now - this.#retention;
    // Usually there are none; then no write waits for the disk.
    if (this.#over.get(before) === undefined) return 0;
    return transact(this.#database, () => this.#empty.run(before).changes);
  }

  /** When the next row is due (ms since 1970 UTC); null when none is waiting. */
  due(now: number): number | null {
    const oldest = this.#oldest.get(now - this.#retention) ?? null;
    return oldest === null ? null : oldest + this.#retention;
  }
}
