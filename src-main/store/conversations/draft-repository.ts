import type { Database, Statement } from 'better-sqlite3';
import { transactSoon } from '../database/transact.ts';

/** See DraftPlace in shared/contract/drafts.ts. */
interface Place {
  readonly conversationId: string | null;
  readonly projectId: string | null;
}

interface Draft extends Place {
  readonly text: string;
}

interface Row extends Draft {
  readonly updatedAt: number;
}

/** What is typed and not sent. A write outlives the process at once, the machine from the next sync of the log on. */
export class DraftRepository {
  readonly #database: Database;
  readonly #all: Statement<[], Row>;
  readonly #at: Statement<[Place], string>;
  readonly #put: Statement<[Row]>;
  readonly #drop: Statement<[Place]>;
  readonly #clear: Statement<[]>;

  constructor(database: Database) {
    this.#database = database;
    this.#all = database.prepare(
      `SELECT conversation_id AS conversationId, project_id AS projectId, text, updated_at AS updatedAt FROM drafts
       ORDER BY updated_at`,
    );
    this.#at = database.prepare<[Place], string>(`SELECT text FROM drafts ${here}`).pluck();
    this.#put = database.prepare(
      `INSERT INTO drafts (conversation_id, project_id, text, updated_at)
       VALUES (:conversationId, :projectId, :text, :updatedAt)`,
    );
    this.#drop = database.prepare(`DELETE FROM drafts ${here}`);
    this.#clear = database.prepare('DELETE FROM drafts');
  }

  /** Oldest first. */
  list(): Draft[] {
    return this.#all
      .all()
      .map(({ conversationId, projectId, text }) => ({ conversationId, projectId, text }));
  }

  /** Undefined: nothing is typed there. */
  at(place: Place): string | undefined {
    return this.#at.get(place);
  }

  /** In the place of what was there; empty: nothing. The chat or project must be there. */
  put({ conversationId, projectId }: Place, text: string, at: number): void {
    const place = { conversationId, projectId };
    transactSoon(this.#database, () => {
      this.#drop.run(place);
      if (text !== '') this.#put.run({ ...place, text, updatedAt: at });
    });
  }

  /**
   * Takes the words of memories out of what is typed. The pages of the table are emptied whole and filled anew: what was
   * typed and changed since may be in their unused parts, cut off anywhere, where it could not be looked for. Callers give
   * the transaction.
   */
  redact(rewrite: (draft: Draft) => string): void {
    const rows = this.#all.all();
    // Without a condition, so that SQLite overwrites the pages and not only the rows.
    this.#clear.run();
    for (const row of rows) this.#put.run({ ...row, text: rewrite(row) });
  }
}

const here = 'WHERE conversation_id IS :conversationId AND project_id IS :projectId';
