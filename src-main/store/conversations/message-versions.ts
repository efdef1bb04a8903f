import type { Database, Statement } from 'better-sqlite3';
import type { Message, MessageView } from '#shared/conversation.ts';

/** Versions of a message: siblings that were regenerated or edited, each with its own continuation. */
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

  /** Ids of this message and its siblings, oldest first. */
  idsAt({ conversationId, parentId }: Message): string[] {
    return parentId === null ? this.#firsts.all(conversationId) : this.#siblings.all(parentId);
  }

  /** A message's position among its siblings; null when it has none. */
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

  /**
   * The answer that an edited version was made from; null when this is no edited version, or is older than this record.
   */
  originalOf(messageId: string): string | null {
    return this.#original.get(messageId) ?? null;
  }

  /** Call within a transaction. */
  setOriginal(messageId: string, originalId: string): void {
    this.#putOriginal.run(messageId, originalId);
  }

  /** The leaf of the newest continuation of a message. */
  newestLeaf(messageId: string): string {
    let end = messageId;
    for (;;) {
      const next = this.#newestChild.get(end);
      if (next === undefined) return end;
      end = next;
    }
  }
}
