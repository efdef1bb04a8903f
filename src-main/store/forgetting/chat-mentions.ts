import type { Database, Statement } from 'better-sqlite3';
import type { MemoryFootprint } from './memory-purge.ts';
import { REMOVED } from './verbatim-match.ts';
import { Redactor } from './redactor.ts';
import type { RedactableMessage } from './redactor.ts';

/** A conversation that mentions memories. */
export interface Mention {
  readonly conversationId: string;
  readonly title: string;
  /** Number of its messages that mention them or were made from them. */
  readonly messages: number;
  /** Number of those that are answers and would be removed entirely. */
  readonly answers: number;
  /** Number of attached files that say them and would be taken out. */
  readonly files: number;
}

interface Row extends RedactableMessage {
  readonly error: string | null;
  readonly captureError: string | null;
}

interface AttachedText {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

interface CallTexts {
  readonly id: string;
  readonly messageId: string;
  readonly arguments: string;
  readonly result: string;
  /** Path and earlier text of the file that it changed; empty: none. */
  readonly changed: string;
}

/** A message that was rewritten. */
interface Rewritten {
  readonly id: string;
  readonly old: string;
  readonly text: string;
}

/** Finds and redacts mentions of memories in chats. Call within a transaction. */
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
  readonly #attached: Statement<[string], AttachedText>;
  readonly #detach: Statement<[string, string]>;
  readonly #calls: Statement<[string], CallTexts>;
  readonly #rewriteCall: Statement<[CallTexts]>;
  readonly #dropChange: Statement<[string]>;

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
    this.#attached = database.prepare(
      `SELECT DISTINCT a.id, a.name, coalesce(t.text, '') AS text FROM messages m
       JOIN message_attachments l ON l.message_id = m.id JOIN attachments a ON a.id = l.attachment_id
       LEFT JOIN attachment_texts t ON t.attachment_id = a.id WHERE m.conversation_id = ?`,
    );
    this.#detach = database.prepare(
      `DELETE FROM message_attachments WHERE attachment_id = ?
       AND message_id IN (SELECT id FROM messages WHERE conversation_id = ?)`,
    );
    this.#calls = database.prepare(
      `SELECT c.id, c.message_id AS messageId, c.arguments, c.result, coalesce(f.path || char(10) || coalesce(f.before, ''), '') AS changed
       FROM tool_calls c JOIN messages m ON m.id = c.message_id LEFT JOIN file_changes f ON f.call_id = c.id
       WHERE m.conversation_id = ?`,
    );
    // A call that waits would run with other words than those that were asked about.
    this.#rewriteCall = database.prepare(
      `UPDATE tool_calls SET arguments = :arguments, result = :result,
         status = CASE WHEN status IN ('waiting', 'approved') THEN 'stopped' ELSE status END
       WHERE id = :id AND message_id = :messageId`,
    );
    // The text of a file cannot be kept in part: the change can then not be undone any more.
    this.#dropChange = database.prepare('DELETE FROM file_changes WHERE call_id = ?');
    this.#requote = database.prepare('UPDATE memories SET quote = ? WHERE id = ?');
  }

  /** Null when the conversation does not mention them or is gone. @param footprints also of other conversations. */
  find(conversationId: string, footprints: readonly MemoryFootprint[]): Mention | null {
    const title = this.#title.get(conversationId);
    if (title === undefined) return null;
    const redactor = redactorFor(conversationId, footprints);
    const calling = new Set(
      this.#calls
        .all(conversationId)
        .filter((call) => redactCall(call, redactor) !== call)
        .map(({ messageId }) => messageId),
    );
    const touched = this.#messages
      .all(conversationId)
      .filter((message) => calling.has(message.id) || redactor.changes(message));
    const answers = touched.filter((message) => redactor.removesWhole(message)).length;
    const files = this.#attached.all(conversationId).filter((file) => saysForgotten(file, redactor)).length;
    if (touched.length + files === 0 && redactor.redactText(title) === title) return null;
    return { conversationId, title, messages: touched.length, answers, files };
  }

  /** Redacts a conversation: messages, title, recall queries, and quotations of its messages. */
  redact(conversationId: string, footprints: readonly MemoryFootprint[]): void {
    const title = this.#title.get(conversationId);
    if (title === undefined) return;
    const redactor = redactorFor(conversationId, footprints);
    const rewritten: Rewritten[] = [];
    this.#redactCalls(conversationId, redactor);
    for (const message of this.#messages.all(conversationId)) {
      const { text } = this.#redactMessage(message, redactor);
      if (text !== message.text) rewritten.push({ id: message.id, old: message.text, text });
    }
    this.#dropAttachments(conversationId, redactor);
    this.#redactQueries(conversationId, rewritten, redactor);
    this.#redactTitle(conversationId, title, rewritten, redactor);
  }

  #redactMessage(message: Row, redactor: Redactor): { readonly text: string } {
    const { id } = message;
    const { text, reasoning } = redactor.redactMessage(message);
    // A server's error message may repeat what it was sent.
    const error = redactedError(message.error, redactor);
    if (text !== message.text || reasoning !== message.reasoning || error !== message.error)
      this.#rewrite.run({ id, text, reasoning, error });
    const captureError = redactedError(message.captureError, redactor);
    if (captureError !== message.captureError) this.#recapture.run(captureError, id);
    if (text !== message.text)
      for (const quoted of this.#quotes.all(id))
        this.#requote.run(redactor.redactSource(id, quoted.quote), quoted.id);
    return { text };
  }

  #redactCalls(conversationId: string, redactor: Redactor): void {
    for (const call of this.#calls.all(conversationId)) {
      const redacted = redactCall(call, redactor);
      if (redacted !== call) this.#rewriteCall.run(redacted);
      if (redacted.changed !== call.changed) this.#dropChange.run(call.id);
    }
  }

  /** A file cannot be rewritten: one that says what is forgotten is taken out of the chat as a whole. */
  #dropAttachments(conversationId: string, redactor: Redactor): void {
    for (const file of this.#attached.all(conversationId))
      if (saysForgotten(file, redactor)) this.#detach.run(file.id, conversationId);
  }

  #redactQueries(conversationId: string, rewritten: readonly Rewritten[], redactor: Redactor): void {
    for (const { id, query } of this.#queries.all(conversationId)) {
      const asked = rewritten.find(({ old }) => old === query)?.text ?? redactor.redactText(query);
      if (asked !== query) this.#requery.run(asked, id);
    }
  }

  /** A title comes from the first message and may be cut off in the middle of a taught text. */
  #redactTitle(
    conversationId: string,
    title: string,
    rewritten: readonly Rewritten[],
    redactor: Redactor,
  ): void {
    const start = title.replace(/(?<![\s….])[\s….]+$/u, '').toLowerCase();
    const taken = rewritten.some(
      ({ id, old }) => redactor.sources.has(id) && old.replace(/\s+/gu, ' ').toLowerCase().includes(start),
    );
    const next = taken ? REMOVED : redactor.redactText(title);
    if (next !== title) this.#retitle.run(next, conversationId);
  }
}

/** A redactor for a conversation in which some of the memories were taught or used, and others are only said. */
function redactorFor(conversationId: string, footprints: readonly MemoryFootprint[]): Redactor {
  return new Redactor(
    footprints.filter(({ conversations }) => conversations.includes(conversationId)),
    footprints.filter(({ unlinked }) => unlinked.includes(conversationId)),
  );
}

function saysForgotten({ name, text }: AttachedText, redactor: Redactor): boolean {
  return redactor.repeats(name) || redactor.repeats(text);
}

/** The call itself when nothing changes. An answer made from a memory may have told a tool of it in any words. */
function redactCall(call: CallTexts, redactor: Redactor): CallTexts {
  const isWhole = redactor.answers.has(call.messageId);
  const args = isWhole ? REMOVED : redactor.redactText(call.arguments);
  const result = call.result === '' ? '' : isWhole ? REMOVED : redactor.redactText(call.result);
  const changed =
    call.changed === '' || (!isWhole && redactor.redactText(call.changed) === call.changed)
      ? call.changed
      : '';
  const isSame = args === call.arguments && result === call.result && changed === call.changed;
  return isSame ? call : { ...call, arguments: args, result, changed };
}

/** JSON of an error, without the details that mention a memory. */
function redactedError(error: string | null, redactor: Redactor): string | null {
  if (error === null || redactor.redactText(error) === error) return error;
  const kept = JSON.parse(error) as Record<string, unknown>;
  const { detail: _, ...rest } = kept;
  const message = typeof kept['message'] === 'string' ? redactor.redactText(kept['message']) : '';
  return JSON.stringify({ ...rest, message });
}
