import type { Database } from 'better-sqlite3';

export interface FoundChat {
  readonly conversationId: string;
  /** The newest message in it that has all the words; null: its title has them. */
  readonly messageId: string | null;
  /** What is around the first word; empty for a title. */
  readonly excerpt: string;
}

interface TextRow {
  readonly id: string;
  readonly chat: string;
  readonly text: string;
  readonly at: number;
}

/** Characters before and after the first word. */
const BEFORE = 40;
const AFTER = 100;

/**
 * Searches titles and messages of all saved chats, of every branch, for words and parts of words in any script. Reads every message: about a
 * second for each 500 MB of text, so it belongs in a worker. Chats need no index then that would double what they take on the disk, and nothing
 * of a forgotten text stays in one.
 */
export class ChatSearch {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The newest chats in which one text has all the words. @param query empty: none. */
  search(query: string, limit: number): FoundChat[] {
    const words = folded(query)
      .split(/\s+/u)
      .filter((word) => word !== '');
    if (words.length === 0) return [];
    const found = new Map<string, FoundChat & { readonly at: number }>();
    const messages = this.#database.prepare<[], TextRow>(
      'SELECT id, conversation_id AS chat, text, created_at AS at FROM messages',
    );
    for (const { id, chat, text, at } of messages.iterate()) {
      const known = found.get(chat);
      if ((known !== undefined && known.at > at) || !hasAll(text, words)) continue;
      found.set(chat, { conversationId: chat, messageId: id, excerpt: excerptOf(text, words), at });
    }
    const chats = this.#database.prepare<[], { id: string; title: string }>(
      'SELECT id, title FROM conversations ORDER BY last_message_at DESC, id DESC',
    );
    const results: FoundChat[] = [];
    for (const { id, title } of chats.iterate()) {
      if (hasAll(title, words)) results.push({ conversationId: id, messageId: null, excerpt: '' });
      else {
        const match = found.get(id);
        if (match !== undefined)
          results.push({ conversationId: id, messageId: match.messageId, excerpt: match.excerpt });
      }
      if (results.length === limit) break;
    }
    return results;
  }
}

function hasAll(text: string, words: readonly string[]): boolean {
  const plain = folded(text);
  return words.every((word) => plain.includes(word));
}

/** Without capitals and accents. */
function folded(text: string): string {
  const lower = text.toLowerCase();
  return isAscii(lower) ? lower : lower.normalize('NFKD').replace(/\p{M}/gu, '');
}

function isAscii(text: string): boolean {
  // Anything else takes more bytes than characters.
  return Buffer.byteLength(text) === text.length;
}

/** On one line. Where folding changed the length of what comes before the word, the beginning is shown. */
function excerptOf(text: string, words: readonly string[]): string {
  const at = Math.max(0, text.toLowerCase().indexOf(words[0] ?? ''));
  const from = Math.max(0, at - BEFORE);
  const to = Math.min(text.length, at + AFTER);
  const middle = text.slice(from, to).toWellFormed().replace(/\s+/gu, ' ').trim();
  return `${from > 0 ? '…' : ''}${middle}${to < text.length ? '…' : ''}`;
}
