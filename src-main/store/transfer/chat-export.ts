import type { Database, Statement } from 'better-sqlite3';
import type { Attachment } from '#shared/attachments/attachment.ts';
import type { Message } from '#shared/conversation.ts';
import { AttachmentRepository } from '../attached/attachment-repository.ts';
import { toMessage } from '../conversations/message-row.ts';
import type { MessageRow } from '../conversations/message-row.ts';

export interface ExportedChat {
  readonly id: string;
  readonly title: string;
  /** The name of its project; null: none. */
  readonly project: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** The last message of the shown branch; null: it has none. */
  readonly lastMessageId: string | null;
}

export interface ExportedMessage extends Message {
  readonly attachments: readonly (Attachment & { readonly hash: string })[];
}

/** Reads saved chats with all their branches, one message at a time. */
export class ChatExport {
  readonly #database: Database;
  readonly #attachments: AttachmentRepository;
  readonly #messages: Statement<[string], MessageRow>;

  constructor(database: Database) {
    this.#database = database;
    this.#attachments = new AttachmentRepository(database);
    this.#messages = database.prepare(
      'SELECT * FROM messages WHERE conversation_id = ? ORDER BY created_at, id',
    );
  }

  /** Newest first; all of them when `id` is null. */
  chats(id: string | null): ExportedChat[] {
    return this.#database
      .prepare<[string | null], ExportedChat>(
        `SELECT c.id, c.title, p.name AS project, c.created_at AS createdAt, c.updated_at AS updatedAt,
           c.active_leaf AS lastMessageId
         FROM conversations c LEFT JOIN projects p ON p.id = c.project_id AND p.deleted_at IS NULL
         WHERE c.id = coalesce(?, c.id) AND c.deleted_at IS NULL ORDER BY c.last_message_at DESC, c.id DESC`,
      )
      .all(id);
  }

  /** Of all branches, in the order they were written. */
  *messages(chatId: string): Generator<ExportedMessage> {
    // Read at once: a statement that is being iterated keeps the connection from running others.
    for (const row of this.#messages.all(chatId)) {
      const attachments = this.#attachments
        .ofMessage(row.id)
        .map((attachment) => ({ ...attachment, hash: this.#attachments.hash(attachment.id) ?? '' }));
      yield { ...toMessage(row), attachments };
    }
  }
}
