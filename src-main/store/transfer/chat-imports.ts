/**
 * Chats of imports in the database: adds chats and messages under an import's id, and takes them back. Works on a worker's connection, in
 * short transactions; the import itself is begun and finished by `MemoryImports`.
 */
import type { Database, Statement } from 'better-sqlite3';
import type { Message } from '#shared/conversation.ts';
import { MessageTree } from '../conversations/message-tree.ts';
import { transact } from '../database/transact.ts';

export interface StoredChat {
  readonly id: string;
  readonly title: string;
  readonly createdAt: number;
  readonly lastMessageAt: number;
  readonly shown: string | null;
  readonly messages: readonly Message[];
}

export interface RevertedChats {
  readonly chats: number;
  /** Chats that were continued since and stay. */
  readonly chatsKept: number;
  readonly hasMore: boolean;
}

interface ChatItem {
  readonly conversation_id: string;
  readonly added: 0 | 1;
  readonly leaf_before: string | null;
}

export class ChatImports {
  readonly #database: Database;
  readonly #messages: MessageTree;
  readonly #chat: Statement<[string], { active_leaf: string | null }>;
  readonly #known: Statement<[string], number>;
  readonly #insertChat: Statement<[{ id: string; title: string; created: number; last: number }]>;
  readonly #note: Statement<[string, string, 0 | 1, string | null]>;
  readonly #noteMessage: Statement<[string, string]>;
  readonly #show: Statement<[{ id: string; leaf: string; last: number }]>;
  readonly #item: Statement<[string], ChatItem>;
  readonly #built: Statement<[{ import: string; chat: string }], number>;
  readonly #removeMessages: Statement<[{ import: string; chat: string }]>;
  readonly #removeChat: Statement<[string]>;
  readonly #restoreLeaf: Statement<[{ id: string; leaf: string | null }]>;
  readonly #forgetItem: Statement<[string, string]>;

  /** @param database an open database of the newest schema. */
  constructor(database: Database) {
    this.#database = database;
    this.#messages = new MessageTree(database);
    this.#chat = database.prepare('SELECT active_leaf FROM conversations WHERE id = ?');
    this.#known = database.prepare<[string], number>('SELECT 1 FROM messages WHERE id = ?').pluck();
    this.#insertChat = database.prepare(
      `INSERT INTO conversations (id, title, created_at, updated_at, last_message_at, active_leaf)
       VALUES (:id, :title, :created, :last, :last, NULL)`,
    );
    this.#note = database.prepare(
      `INSERT INTO import_chats (import_id, conversation_id, added, leaf_before) VALUES (?, ?, ?, ?)`,
    );
    this.#noteMessage = database.prepare('INSERT INTO import_messages (import_id, message_id) VALUES (?, ?)');
    this.#show = database.prepare(showSql);
    this.#item = database.prepare(
      'SELECT conversation_id, added, leaf_before FROM import_chats WHERE import_id = ? LIMIT 1',
    );
    this.#built = database.prepare<[{ import: string; chat: string }], number>(builtSql).pluck();
    this.#removeMessages = database.prepare(
      `DELETE FROM messages WHERE conversation_id = :chat AND id IN (${ownSql})`,
    );
    this.#removeChat = database.prepare(
      `DELETE FROM conversations WHERE id = ? AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.conversation_id = conversations.id)`,
    );
    this.#restoreLeaf = database.prepare(restoreLeafSql);
    this.#forgetItem = database.prepare(
      'DELETE FROM import_chats WHERE import_id = ? AND conversation_id = ?',
    );
  }

  /** How many of its messages are not here; null when the chat is not here. */
  missingMessages({ id, messages }: StoredChat): number | null {
    if (this.#chat.get(id) === undefined) return null;
    return messages.filter((message) => this.#known.get(message.id) === undefined).length;
  }

  /** Adds the chat, still without messages, if it is not here. */
  beginChat(importId: string, { id, title, createdAt, lastMessageAt }: StoredChat): void {
    transact(this.#database, () => {
      const here = this.#chat.get(id);
      if (here === undefined) this.#insertChat.run({ id, title, created: createdAt, last: lastMessageAt });
      this.#note.run(importId, id, here === undefined ? 1 : 0, here?.active_leaf ?? null);
    });
  }

  /**
   * Adds those of these messages that are not here and whose parent is. Returns the added ones: none when the chat was deleted while it
   * was imported.
   */
  addMessages(importId: string, messages: readonly Message[]): readonly Message[] {
    return transact(this.#database, () =>
      messages.filter((message) => {
        const { id, parentId, conversationId } = message;
        if (this.#known.get(id) !== undefined || this.#chat.get(conversationId) === undefined) return false;
        if (parentId !== null && this.#known.get(parentId) === undefined) return false;
        this.#messages.add(message);
        this.#noteMessage.run(importId, id);
        return true;
      }),
    );
  }

  /** Shows the branch that the export shows, unless the user went on in a chat that was here. */
  finishChat({ id, shown, lastMessageAt }: StoredChat): void {
    if (shown === null) return;
    transact(this.#database, () => {
      if (this.#known.get(shown) === undefined) return;
      const continued = this.#chat.get(id)?.active_leaf ?? null;
      if (continued !== null && !this.#leadsTo(continued, shown)) return;
      this.#show.run({ id, leaf: shown, last: lastMessageAt });
    });
  }

  /** Takes back one chat of an import. Call within a transaction until `hasMore` is false. */
  revertOne(importId: string): RevertedChats {
    const item = this.#item.get(importId);
    if (item === undefined) return { chats: 0, chatsKept: 0, hasMore: false };
    const { conversation_id: chat, leaf_before } = item;
    const isKept = this.#built.get({ import: importId, chat }) !== undefined;
    if (!isKept) {
      this.#removeMessages.run({ import: importId, chat });
      this.#restoreLeaf.run({ id: chat, leaf: leaf_before });
      if (item.added === 1) this.#removeChat.run(chat);
    }
    this.#forgetItem.run(importId, chat);
    return { chats: isKept ? 0 : 1, chatsKept: isKept ? 1 : 0, hasMore: true };
  }

  #leadsTo(ancestor: string, messageId: string): boolean {
    return this.#messages.path(messageId, Number.MAX_SAFE_INTEGER).some(({ id }) => id === ancestor);
  }
}

const ownSql = 'SELECT message_id FROM import_messages WHERE import_id = :import';

/** A message of the chat that is not of the import and follows one that is. */
const builtSql = `
  SELECT 1 FROM messages m WHERE m.conversation_id = :chat AND m.id NOT IN (${ownSql}) AND m.parent_id IN (${ownSql}) LIMIT 1`;

const showSql = `
  UPDATE conversations SET active_leaf = :leaf, updated_at = max(updated_at, :last), last_message_at = max(last_message_at, :last)
  WHERE id = :id`;

/** Where the shown branch ended in a message that is gone. */
const restoreLeafSql = `
  UPDATE conversations SET active_leaf = coalesce(
    (SELECT id FROM messages WHERE id = :leaf),
    (SELECT id FROM messages WHERE conversation_id = :id ORDER BY created_at DESC, id DESC LIMIT 1))
  WHERE id = :id AND NOT EXISTS (SELECT 1 FROM messages WHERE id = conversations.active_leaf)`;
