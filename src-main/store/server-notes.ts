/** What was learned about models and their servers, as JSON that only its writer understands. */
import type { Database, Statement } from 'better-sqlite3';

/** Older notes are forgotten: servers and models get updates. In ms. */
const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;

export class ServerNotes {
  readonly #now: () => number;
  readonly #one: Statement<[string, string, number], string>;
  readonly #put: Statement<[string, string, string, number]>;

  constructor(database: Database, now: () => number) {
    this.#now = now;
    this.#one = database
      .prepare<[string, string, number], string>(
        'SELECT notes FROM server_notes WHERE server = ? AND model = ? AND at > ?',
      )
      .pluck();
    this.#put = database.prepare(
      'INSERT OR REPLACE INTO server_notes (server, model, notes, at) VALUES (?, ?, ?, ?)',
    );
  }

  /** The notes about a model, unread; null when there are none, or they are too old or no JSON. */
  load(server: string, model: string): unknown {
    const notes = this.#one.get(server, model, this.#now() - KEPT_FOR);
    if (notes === undefined) return null;
    try {
      return JSON.parse(notes);
    } catch {
      return null;
    }
  }

  save(server: string, model: string, notes: unknown): void {
    this.#put.run(server, model, JSON.stringify(notes), this.#now());
  }
}
