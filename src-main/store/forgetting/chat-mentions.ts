import type { Database, Statement } from 'better-sqlite3';
import type { Utterances } from './memory-purge.ts';
import { REMOVED } from './said-words.ts';
import { Saying } from './saying.ts';
import type { Said } from './saying.ts';

/** A chat in which memories are said. */
export interface Mention {
  readonly conversationId: string;
  readonly title: string;
  /** How many of its messages say them, or were made of them. */
  readonly messages: number;
  /** How many of those are answers that would be removed whole. */
  readonly answers: number;
}

interface Row extends Said {
  readonly error: string | null;
  readonly captureError: string | null;
}

/** A message that was rewritten. */
interface Rewritten {
  readonly id: string;
  readonly old: string;
  readonly text: string;
}

/** The user's and the assistant's own messages where they say what a memory says. Callers give the transaction. */
export class ChatMentions {
  readonly #title: Statement<[string], string>;
  readonly #messages: Statement<[string], Row>;
  readonly #rewrite: Statement<[{ id: string; text: string; reasoning: string; error: string | null }]>;
  readonly #recapture: Statement<[string | null, string]>;
  readonly #retitle: Statement<[string, string]>;
  readonly #queries: Statement<[string], { id: string; query: string }>;
  readonly #requery: Statement<[string, string]>;
  readonly #quotes: Statement<[string], { id: number; quote: string }>;
  readonly #requote: Statement<[string, number]>;

  constructor(database: Database) {
    this.#title = database.prepare<[string], string>('SELECT title FROM conversations WHERE id = ?').pluck();
    this.#messages = database.prepare(
      `SELECT m.id, m.role, m.text, m.reasoning, m.error, c.error AS captureError
       FROM messages m LEFT JOIN captures c ON c.message_id = m.id
       WHERE m.conversation_id = ? ORDER BY m.created_at, m.id`,
    );
    this.#rewrite = database.prepare(
      'UPDATE messages SET text = :text, reasoning = :reasoning, error = :error WHERE id = :id',
    );
    this.#recapture = database.prepare('UPDATE captures SET error = ? WHERE message_id = ?');
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
    const saying = new Saying(said);
    const touched = this.#messages.all(conversationId).filter((message) => saying.touches(message));
    const answers = touched.filter((message) => saying.blanks(message)).length;
    return touched.length === 0 ? null : { conversationId, title, messages: touched.length, answers };
  }

  /** Takes the words out of a chat: messages, title, what recall was asked, and quotations of its messages. */
  redact(conversationId: string, said: readonly Utterances[]): void {
    const title = this.#title.get(conversationId);
    if (title === undefined) return;
    const saying = new Saying(said);
    const rewritten: Rewritten[] = [];
    for (const message of this.#messages.all(conversationId)) {
      const { text } = this.#redactMessage(message, saying);
      if (text !== message.text) rewritten.push({ id: message.id, old: message.text, text });
    }
    this.#redactQueries(conversationId, rewritten, saying);
    this.#redactTitle(conversationId, title, rewritten, saying);
  }

  #redactMessage(message: Row, saying: Saying): { readonly text: string } {
    const { id } = message;
    const { text, reasoning } = saying.without(message);
    // A server may have repeated what it was sent when it refused it.
    const error = inError(message.error, saying);
    if (text !== message.text || reasoning !== message.reasoning || error !== message.error)
      this.#rewrite.run({ id, text, reasoning, error });
    const captureError = inError(message.captureError, saying);
    if (captureError !== message.captureError) this.#recapture.run(captureError, id);
    if (text !== message.text)
      for (const quoted of this.#quotes.all(id))
        this.#requote.run(saying.withoutTaught(id, quoted.quote), quoted.id);
    return { text };
  }

  #redactQueries(conversationId: string, rewritten: readonly Rewritten[], saying: Saying): void {
    for (const { id, query } of this.#queries.all(conversationId)) {
      const asked = rewritten.find(({ old }) => old === query)?.text ?? saying.withoutWords(query);
      if (asked !== query) this.#requery.run(asked, id);
    }
  }

  /** A title is made of the first message, and may be cut short in the middle of what was taught. */
  #redactTitle(conversationId: string, title: string, rewritten: readonly Rewritten[], saying: Saying): void {
    const start = title.replace(/(?<![\s….])[\s….]+$/u, '').toLowerCase();
    const taken = rewritten.some(
      ({ id, old }) => saying.sources.has(id) && old.replace(/\s+/gu, ' ').toLowerCase().includes(start),
    );
    const next = taken ? REMOVED : saying.withoutWords(title);
    if (next !== title) this.#retitle.run(next, conversationId);
  }
}

/** JSON of an error, without the details that say it. */
function inError(error: string | null, saying: Saying): string | null {
  if (error === null || saying.withoutWords(error) === error) return error;
  const kept = JSON.parse(error) as Record<string, unknown>;
  const { detail: _, ...rest } = kept;
  const message = typeof kept['message'] === 'string' ? saying.withoutWords(kept['message']) : '';
  return JSON.stringify({ ...rest, message });
}
