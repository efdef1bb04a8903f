import type { Database, Statement } from 'better-sqlite3';
import { transactUnsynced } from '../database/transact.ts';

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

/**
 * Unsent message text. A write survives a crash of the process at once, a power failure after the next sync of the WAL.
 */
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

  /** Undefined when there is no draft. */
  at(place: Place): string | undefined {
    return this.#at.get(place);
  }

  /** Replaces the draft; an empty text deletes it. The conversation or project must exist. */
  put({ conversationId, projectId }: Place, text: string, at: number): void {
    const place = { conversationId, projectId };
    transactUnsynced(this.#database, () => {
      this.#drop.run(place);
      if (text !== '') this.#put.run({ ...place, text, updatedAt: at });
    });
  }

  /**
   * Rewrites all drafts. The table is emptied and filled again: earlier versions of a draft may survive, cut off
   * anywhere, in unused parts of its pages, where no search would find them. Call within a transaction.
   */
  redact(rewrite: (draft: Draft) => string): void {
    const rows = this.#all.all();
    // Without a condition, so that SQLite overwrites whole pages and not only rows.
    this.#clear.run();
    for (const row of rows) this.#put.run({ ...row, text: rewrite(row) });
  }
}

const here = 'WHERE conversation_id IS :conversationId AND project_id IS :projectId';
