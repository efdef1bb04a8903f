import type { Database, Statement } from 'better-sqlite3';

/** A summary of the beginning of a chat, written by a model for its own later requests. */
export interface ChatSummary {
  /** The last message that it covers. */
  readonly untilId: string;
  /** Provider and model. */
  readonly model: string;
  readonly text: string;
  /** The messages it was made from, oldest first. */
  readonly messageIds: readonly string[];
  /** In ms since 1970 UTC. */
  readonly createdAt: number;
}

interface Row {
  readonly until_id: string;
  readonly model: string;
  readonly text: string;
  readonly message_ids: string;
  readonly created_at: number;
}

export class ChatSummaries {
  readonly #of: Statement<[string], Row>;
  readonly #put: Statement<[string, string, string, number, string]>;

  constructor(database: Database) {
    this.#of = database.prepare(
      `SELECT chat_summaries.* FROM chat_summaries JOIN messages ON messages.id = until_id WHERE conversation_id = ?
       ORDER BY chat_summaries.created_at`,
    );
    this.#put =
      database.prepare(`INSERT OR REPLACE INTO chat_summaries (until_id, model, text, message_ids, created_at)
       SELECT id, ?, ?, ?, ? FROM messages WHERE id = ?`);
  }

  /** The summaries of all branches of a conversation, oldest first. */
  of(conversationId: string): ChatSummary[] {
    return this.#of.all(conversationId).map((row) => ({
      untilId: row.until_id,
      model: row.model,
      text: row.text,
      messageIds: JSON.parse(row.message_ids) as string[],
      createdAt: row.created_at,
    }));
  }

  /** Does nothing if the last message that it covers was deleted. */
  put({ untilId, model, text, messageIds, createdAt }: ChatSummary): void {
    this.#put.run(model, text, JSON.stringify(messageIds), createdAt, untilId);
  }
}
