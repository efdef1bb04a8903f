import type { Database, Statement } from 'better-sqlite3';

export interface FoundChat {
  readonly conversationId: string;
  /** The newest message in it that has all the words; null: its title has them. */
  readonly messageId: string | null;
  /** What is around the first word; empty for a title. */
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
 * Searches titles and messages of all saved chats, of every branch, for words and parts of words in any script. Reads messages from the newest
 * chat on until enough chats are found: half a second for each 100 MB of text that it has to read, so it belongs in a worker. Chats need no index then
 * that would double what they take on the disk, and nothing of a forgotten text stays in one.
 */
export class ChatSearch {
  readonly #chats: Statement<[], { id: string; title: string }>;
  readonly #messages: Statement<[string], TextRow>;

  constructor(database: Database) {
    this.#chats = database.prepare(
      'SELECT id, title FROM conversations ORDER BY last_message_at DESC, id DESC',
    );
    this.#messages = database.prepare(
      'SELECT id, text FROM messages WHERE conversation_id = ? ORDER BY created_at DESC, id DESC',
    );
  }

  /** The newest chats in which the title or one message has all the words. @param query empty: none. */
  search(query: string, limit: number): FoundChat[] {
    const words = folded(query)
      .split(/\s+/u)
      .filter((word) => word !== '');
    const found: FoundChat[] = [];
    if (words.length === 0) return found;
    for (const { id, title } of this.#chats.all()) {
      if (found.length === limit) break;
      if (hasAll(title, words)) found.push({ conversationId: id, messageId: null, excerpt: '' });
      else {
        const match = this.#messages.all(id).find(({ text }) => hasAll(text, words));
        if (match !== undefined)
          found.push({ conversationId: id, messageId: match.id, excerpt: excerptOf(match.text, words) });
      }
    }
    return found;
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
