import type { Database, Statement } from 'better-sqlite3';
import type { Bin } from '#shared/bin.ts';
import { transact } from './transact.ts';

export interface DeletedRowsOptions {
  /** With the columns `id` and `deleted_at`, ms since 1970, which is NULL for what is there. */
  readonly table: 'projects' | 'agent_teams' | 'agent_runs';
  /** How long they can be brought back, in ms. */
  readonly time: number;
  /** In SQL: those that stay although their time is over, since something still names them. */
  readonly unless?: string;
}

/** The bin of a table: its deleted rows stay where they are, and go for good when their time is over. */
export class DeletedRows implements Bin {
  readonly #database: Database;
  readonly #time: number;
  readonly #delete: Statement<[number, string]>;
  readonly #restore: Statement<[string]>;
  readonly #over: Statement<[number], number>;
  readonly #empty: Statement<[number]>;
  readonly #oldest: Statement<[number], number | null>;

  constructor(database: Database, { table, time, unless = 'FALSE' }: DeletedRowsOptions) {
    this.#database = database;
    this.#time = time;
    const set = `UPDATE ${table} SET deleted_at`;
    this.#delete = database.prepare(`${set} = ? WHERE id = ? AND deleted_at IS NULL`);
    this.#restore = database.prepare(`${set} = NULL WHERE id = ? AND deleted_at IS NOT NULL`);
    const over = `FROM ${table} WHERE deleted_at <= ? AND NOT (${unless})`;
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

  /** Those whose time is over are gone for good. Answers how many went. */
  sweep(now: number): number {
    const before = now - this.#time;
    // Most times there are none, and nobody has to wait for the disk.
    if (this.#over.get(before) === undefined) return 0;
    return transact(this.#database, () => this.#empty.run(before).changes);
  }

  /** When the time of the next one is over; null when none is in the bin whose time is not. */
  due(now: number): number | null {
    const oldest = this.#oldest.get(now - this.#time) ?? null;
    return oldest === null ? null : oldest + this.#time;
  }
}
