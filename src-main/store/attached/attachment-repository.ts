/**
 * Attachments in a database: the file, or the in-memory one for temporary chats. Owns their rows, their extracted texts, and which message
 * has which; does not know the files. Triggers delete an attachment with its last message (m027).
 */
import type { Database, Statement } from 'better-sqlite3';
import type { Attachment, AttachmentKind } from '#shared/attachments/attachment.ts';
import { TuteeError } from '#shared/errors.ts';
import { transact } from '../database/transact.ts';

/** An attachment with the fields that the page does not get. */
export interface NewAttachment extends Attachment {
  /** The SHA-256 of its content in hexadecimal. */
  readonly hash: string;
  readonly text: string;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly kind: AttachmentKind;
  readonly mediaType: string;
  readonly bytes: number;
  readonly tokens: number;
  readonly cut: string | null;
  readonly createdAt: number;
}

const columns = `a.id, a.name, a.kind, a.media_type AS mediaType, a.bytes, a.tokens, a.cut, a.created_at AS createdAt`;

export class AttachmentRepository {
  readonly #database: Database;
  readonly #insert: Statement<[NewAttachment]>;
  readonly #insertText: Statement<[string, string]>;
  readonly #byId: Statement<[string], Row>;
  readonly #hash: Statement<[string], string>;
  readonly #text: Statement<[string], string>;
  readonly #ofMessage: Statement<[string], Row>;
  readonly #attach: Statement<[string, number, string]>;
  readonly #discard: Statement<[string]>;
  readonly #expire: Statement<[number]>;
  readonly #leftovers: Statement<[], string>;
  readonly #settle: Statement<[string]>;
  readonly #uses: Statement<[string], number>;

  constructor(database: Database) {
    this.#database = database;
    this.#insert = database.prepare(
      `INSERT INTO attachments (id, hash, name, kind, media_type, bytes, tokens, cut, created_at)
       VALUES (:id, :hash, :name, :kind, :mediaType, :bytes, :tokens, :cut, :createdAt)`,
    );
    this.#insertText = database.prepare('INSERT INTO attachment_texts (attachment_id, text) VALUES (?, ?)');
    this.#byId = database.prepare(`SELECT ${columns} FROM attachments a WHERE a.id = ?`);
    this.#hash = database.prepare<[string], string>('SELECT hash FROM attachments WHERE id = ?').pluck();
    this.#text = database
      .prepare<[string], string>('SELECT text FROM attachment_texts WHERE attachment_id = ?')
      .pluck();
    this.#ofMessage = database.prepare(
      `SELECT ${columns} FROM message_attachments m JOIN attachments a ON a.id = m.attachment_id
       WHERE m.message_id = ? ORDER BY m.position`,
    );
    this.#attach = database.prepare(
      'INSERT INTO message_attachments (message_id, position, attachment_id) VALUES (?, ?, ?)',
    );
    this.#discard = database.prepare(
      `DELETE FROM attachments WHERE id = ? AND NOT EXISTS (SELECT 1 FROM message_attachments WHERE attachment_id = id)`,
    );
    this.#expire = database.prepare(
      `DELETE FROM attachments WHERE created_at < ?
       AND NOT EXISTS (SELECT 1 FROM message_attachments WHERE attachment_id = id)`,
    );
    this.#leftovers = database.prepare<[], string>('SELECT hash FROM attachment_leftovers').pluck();
    this.#settle = database.prepare('DELETE FROM attachment_leftovers WHERE hash = ?');
    this.#uses = database
      .prepare<[string], number>('SELECT count(*) FROM attachments WHERE hash = ?')
      .pluck();
  }

  add(attachment: NewAttachment): void {
    transact(this.#database, () => {
      this.#insert.run(attachment);
      if (attachment.text !== '') this.#insertText.run(attachment.id, attachment.text);
    });
  }

  find(id: string): Attachment | undefined {
    return this.#byId.get(id);
  }

  hash(id: string): string | undefined {
    return this.#hash.get(id);
  }

  /** The text extracted from it; empty for an image. */
  text(id: string): string {
    return this.#text.get(id) ?? '';
  }

  /** In the order of the message. */
  ofMessage(messageId: string): Attachment[] {
    return this.#ofMessage.all(messageId);
  }

  /** Attaches these to a message, in order. Throws `not_found` when one is gone. */
  attach(messageId: string, ids: readonly string[]): void {
    transact(this.#database, () => {
      for (const [position, id] of ids.entries()) {
        if (this.#byId.get(id) === undefined)
          throw new TuteeError(
            'not_found',
            'A file of this message is not there any more. Attach it again.',
            {
              field: 'attachments',
            },
          );
        this.#attach.run(messageId, position, id);
      }
    });
  }

  /** Deletes an attachment that belongs to no message. */
  discard(id: string): void {
    transact(this.#database, () => this.#discard.run(id));
  }

  /** Deletes attachments that were created before this time and belong to no message. Returns their number. */
  expire(before: number): number {
    return transact(this.#database, () => this.#expire.run(before).changes);
  }

  /** Hashes of files that no attachment uses any more. */
  leftovers(): string[] {
    return this.#leftovers.all().filter((hash) => !this.isUsed(hash));
  }

  /** Call when the file of such a hash is deleted or used again. */
  settle(hash: string): void {
    transact(this.#database, () => this.#settle.run(hash));
  }

  isUsed(hash: string): boolean {
    return (this.#uses.get(hash) ?? 0) > 0;
  }
}
