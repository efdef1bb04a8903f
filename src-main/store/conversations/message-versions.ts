import type { Database, Statement } from 'better-sqlite3';
import type { Message, MessageView } from '#shared/conversation.ts';

/** Messages that stand at the same place of a conversation: given again or changed by hand, and what followed each. */
export class MessageVersions {
  readonly #siblings: Statement<[string], string>;
  readonly #firsts: Statement<[string], string>;
  readonly #newestChild: Statement<[string], string>;
  readonly #original: Statement<[string], string>;
  readonly #putOriginal: Statement<[string, string]>;

  constructor(database: Database) {
    this.#siblings = database
      .prepare<[string], string>('SELECT id FROM messages WHERE parent_id = ? ORDER BY created_at, id')
      .pluck();
    this.#firsts = database
      .prepare<[string], string>(
        'SELECT id FROM messages WHERE conversation_id = ? AND parent_id IS NULL ORDER BY created_at, id',
      )
      .pluck();
    this.#newestChild = database
      .prepare<[string], string>(
        'SELECT id FROM messages WHERE parent_id = ? ORDER BY created_at DESC, id DESC LIMIT 1',
      )
      .pluck();
    this.#original = database
      .prepare<[string], string>('SELECT original_id FROM edited_answers WHERE message_id = ?')
      .pluck();
    this.#putOriginal = database.prepare(
      'INSERT INTO edited_answers (message_id, original_id) VALUES (?, ?)',
    );
  }

  /** Ids of the messages that stand where this one does, it among them, oldest first. */
  idsAt({ conversationId, parentId }: Message): string[] {
    return parentId === null ? this.#firsts.all(conversationId) : this.#siblings.all(parentId);
  }

  /** A message's place among those that stand where it does; null where it is alone. */
  of(message: Message): MessageView['versions'] {
    const all = this.idsAt(message);
    const { id } = message;
    if (all.length < 2) return null;
    const index = all.indexOf(id);
    return {
      position: index + 1,
      count: all.length,
      previous: all[index - 1] ?? null,
      next: all[index + 1] ?? null,
    };
  }

  /** What the user's version of an answer was made from; null: it is no such version, or is from before that was kept. */
  originalOf(messageId: string): string | null {
    return this.#original.get(messageId) ?? null;
  }

  /** Callers give the transaction. */
  setOriginal(messageId: string, originalId: string): void {
    this.#putOriginal.run(messageId, originalId);
  }

  /** The end of what followed a message; of several ways on, the newest. */
  endFrom(messageId: string): string {
    let end = messageId;
    for (;;) {
      const next = this.#newestChild.get(end);
      if (next === undefined) return end;
      end = next;
    }
  }
}
