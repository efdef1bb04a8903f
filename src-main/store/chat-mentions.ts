import type { Database, Statement } from 'better-sqlite3';
import type { Utterances } from './memory-purge.ts';
import { REMOVED, says, sayingPattern, withoutSaying, withoutTeaching } from './said-words.ts';

/** A chat in which the words of memories stand. */
export interface Mention {
  readonly conversationId: string;
  readonly title: string;
  /** How many of its messages say it. */
  readonly messages: number;
}

interface Message {
  readonly id: string;
  readonly text: string;
  readonly reasoning: string;
}

/** The user's and the assistant's own messages where they say what a memory says. Callers give the transaction. */
export class ChatMentions {
  readonly #title: Statement<[string], string>;
  readonly #messages: Statement<[string], Message>;
  readonly #rewrite: Statement<[string, string, string]>;
  readonly #retitle: Statement<[string, string]>;
  readonly #queries: Statement<[string], { id: string; query: string }>;
  readonly #requery: Statement<[string, string]>;
  readonly #quotes: Statement<[string], { id: number; quote: string }>;
  readonly #requote: Statement<[string, number]>;

  constructor(database: Database) {
    this.#title = database.prepare<[string], string>('SELECT title FROM conversations WHERE id = ?').pluck();
    this.#messages = database.prepare(
      'SELECT id, text, reasoning FROM messages WHERE conversation_id = ? ORDER BY created_at, id',
    );
    this.#rewrite = database.prepare('UPDATE messages SET text = ?, reasoning = ? WHERE id = ?');
    this.#retitle = database.prepare('UPDATE conversations SET title = ? WHERE id = ?');
    this.#queries = database.prepare(
      `SELECT r.message_id AS id, r.query FROM receipts r JOIN messages g ON g.id = r.message_id
       WHERE g.conversation_id = ?`,
    );
    this.#requery = database.prepare('UPDATE receipts SET query = ? WHERE message_id = ?');
    this.#quotes = database.prepare(
      'SELECT id, quote FROM memories WHERE source_message_id = ? AND quote IS NOT NULL',
    );
    this.#requote = database.prepare('UPDATE memories SET quote = ? WHERE id = ?');
  }

  /** Null when a chat says nothing of it, or is gone. */
  find(conversationId: string, said: readonly Utterances[]): Mention | null {
    const title = this.#title.get(conversationId);
    if (title === undefined) return null;
    const pattern = sayingPattern(said.flatMap(({ texts }) => texts));
    const sources = new Set(said.flatMap(({ sourceMessages }) => sourceMessages));
    const messages = this.#messages
      .all(conversationId)
      .filter(
        ({ id, text, reasoning }) =>
          sources.has(id) || (pattern !== null && (says(text, pattern) || says(reasoning, pattern))),
      ).length;
    return messages === 0 ? null : { conversationId, title, messages };
  }

  /** Takes the words out of a chat: messages, title, what recall was asked, and quotations of its messages. */
  redact(conversationId: string, said: readonly Utterances[]): void {
    const title = this.#title.get(conversationId);
    if (title === undefined) return;
    const pattern = sayingPattern(said.flatMap(({ texts }) => texts));
    const sources = new Set(said.flatMap(({ sourceMessages }) => sourceMessages));
    const taught: { readonly old: string; readonly text: string }[] = [];
    for (const message of this.#messages.all(conversationId)) {
      const rewrite = sources.has(message.id) ? withoutTeaching : withoutSaid;
      const text = rewrite(message.text, pattern);
      const reasoning = withoutSaid(message.reasoning, pattern);
      if (sources.has(message.id)) {
        taught.push({ old: message.text, text });
        for (const { id, quote } of this.#quotes.all(message.id))
          this.#requote.run(withoutTeaching(quote, pattern), id);
      }
      if (text !== message.text || reasoning !== message.reasoning)
        this.#rewrite.run(text, reasoning, message.id);
    }
    this.#redactQueries(conversationId, taught, pattern);
    this.#redactTitle(conversationId, title, taught, pattern);
  }

  #redactQueries(
    conversationId: string,
    taught: readonly { readonly old: string; readonly text: string }[],
    pattern: RegExp | null,
  ): void {
    for (const { id, query } of this.#queries.all(conversationId)) {
      const asked = taught.find(({ old }) => old === query)?.text ?? withoutSaid(query, pattern);
      if (asked !== query) this.#requery.run(asked, id);
    }
  }

  /** A title is made of the first message, and may be cut short in the middle of what was taught. */
  #redactTitle(
    conversationId: string,
    title: string,
    taught: readonly { readonly old: string }[],
    pattern: RegExp | null,
  ): void {
    const start = title.replace(/(?<![\s….])[\s….]+$/u, '').toLowerCase();
    const taken = taught.some(({ old }) => old.replace(/\s+/gu, ' ').toLowerCase().includes(start));
    const next = taken ? REMOVED : withoutSaid(title, pattern);
    if (next !== title) this.#retitle.run(next, conversationId);
  }
}

function withoutSaid(text: string, pattern: RegExp | null): string {
  return pattern === null ? text : withoutSaying(text, pattern);
}
