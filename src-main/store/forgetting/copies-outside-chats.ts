import type { Database, Statement } from 'better-sqlite3';
import type { Redactor } from './redactor.ts';

/** Removes what other programs asked, and files that wait to be sent, when they say what is forgotten. */
export class CopiesOutsideChats {
  readonly #calls: Statement<[], { id: string; text: string }>;
  readonly #clearCall: Statement<[string]>;
  readonly #waiting: Statement<[], { id: string; name: string; text: string }>;
  readonly #drop: Statement<[string]>;

  constructor(database: Database) {
    this.#calls = database.prepare(`SELECT id, text FROM client_calls WHERE text <> ''`);
    this.#clearCall = database.prepare(`UPDATE client_calls SET text = '' WHERE id = ?`);
    this.#waiting = database.prepare(
      `SELECT a.id, a.name, coalesce(t.text, '') AS text FROM attachments a
       LEFT JOIN attachment_texts t ON t.attachment_id = a.id
       WHERE NOT EXISTS (SELECT 1 FROM message_attachments l WHERE l.attachment_id = a.id)`,
    );
    this.#drop = database.prepare('DELETE FROM attachments WHERE id = ?');
  }

  /** Call within a transaction. */
  remove(redactor: Redactor): void {
    for (const { id, text } of this.#calls.all()) if (redactor.repeats(text)) this.#clearCall.run(id);
    for (const { id, name, text } of this.#waiting.all())
      if (redactor.repeats(name) || redactor.repeats(text)) this.#drop.run(id);
  }
}
