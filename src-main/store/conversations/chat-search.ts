import type { Database, Statement } from 'better-sqlite3';
import { foldText, foundIn, hitsIn, searchWords } from '#shared/text-search.ts';
import type { FoundMessage } from '#shared/text-search.ts';
import { ChatTexts, hasAll } from './chat-texts.ts';
import { signaturePlaces } from './text-signature.ts';

export interface FoundChat {
  readonly conversationId: string;
  /** The newest message that contains all the words; null: the title contains them. */
  readonly messageId: string | null;
  /** The text around the first word; empty for a title. */
  readonly excerpt: string;
}

interface TextRow {
  readonly id: string;
  readonly text: string;
}

/** Characters before and after the first word. */
const BEFORE = 40;
const AFTER = 100;

/**
 * Searches titles and messages of all saved chats, in every branch, for words and parts of words in any script; newest chats first until
 * enough are found. Texts come from `ChatTexts` if they are cached there, otherwise from the database, which takes half a second for each
 * 100 MB, so it belongs in a worker.
 */
export class ChatSearch {
  readonly #database: Database;
  readonly #texts: ChatTexts;
  readonly #chats: Statement<[], { id: string; title: string }>;
  readonly #messages: Statement<[string], TextRow>;
  readonly #message: Statement<[string], TextRow>;
  readonly #branch: Statement<[string], TextRow & { reasoning: string }>;

  /** @param texts a cache that is reused for later searches; by default a new one */
  constructor(database: Database, texts = new ChatTexts()) {
    this.#database = database;
    this.#texts = texts;
    this.#chats = database.prepare(
      'SELECT id, title FROM conversations WHERE deleted_at IS NULL ORDER BY last_message_at DESC, id DESC',
    );
    this.#messages = database.prepare(
      'SELECT id, text FROM messages WHERE conversation_id = ? ORDER BY created_at DESC, id DESC',
    );
    this.#message = database.prepare('SELECT id, text FROM messages WHERE id = ?');
    this.#branch = database.prepare(branchSql);
  }

  /**
   * The newest chats in which the title or one message contains all the words.
   * @param query if empty, nothing is found
   */
  search(query: string, limit: number): FoundChat[] {
    const words = searchWords(query);
    const found: FoundChat[] = [];
    if (words.length === 0) return found;
    this.#texts.refresh(this.#database);
    const places = words.flatMap(signaturePlaces);
    for (const { id, title } of this.#chats.all()) {
      if (found.length === limit) break;
      if (hasAll(foldText(title), words)) found.push({ conversationId: id, messageId: null, excerpt: '' });
      else {
        const match = this.#newestWith(id, words, places);
        if (match !== undefined)
          found.push({ conversationId: id, messageId: match.id, excerpt: excerptOf(match.text, words) });
      }
    }
    return found;
  }

  /** The messages of the shown branch that contain the query as it was typed, oldest first. */
  find(conversationId: string, query: string): FoundMessage[] {
    return foundIn(this.#branch.iterate(conversationId), query);
  }

  #newestWith(
    conversationId: string,
    words: readonly string[],
    places: readonly number[],
  ): TextRow | undefined {
    if (!this.#texts.complete) {
      return this.#messages.all(conversationId).find(({ text }) => hasAll(foldText(text), words));
    }
    for (const id of this.#texts.withAll(conversationId, words, places)) {
      const row = this.#message.get(id);
      // The message may have changed since it was cached.
      if (row !== undefined && hasAll(foldText(row.text), words)) return row;
    }
    return undefined;
  }
}

/** On one line. */
function excerptOf(text: string, words: readonly string[]): string {
  const at = hitsIn(text, words)[0]?.start ?? 0;
  const from = Math.max(0, at - BEFORE);
  const to = Math.min(text.length, at + AFTER);
  const middle = text.slice(from, to).toWellFormed().replace(/\s+/gu, ' ').trim();
  return `${from > 0 ? '…' : ''}${middle}${to < text.length ? '…' : ''}`;
}

/** Walks ids only and joins the rows afterwards, so that long texts are not copied through the recursion. */
const branchSql = `
  WITH RECURSIVE walk (id, parent_id, depth) AS (
    SELECT m.id, m.parent_id, 1 FROM conversations c JOIN messages m ON m.id = c.active_leaf WHERE c.id = ?
    UNION ALL
    SELECT m.id, m.parent_id, walk.depth + 1 FROM walk JOIN messages m ON m.id = walk.parent_id
  )
  SELECT m.id, m.text, m.reasoning FROM walk JOIN messages m ON m.id = walk.id ORDER BY walk.depth DESC`;
