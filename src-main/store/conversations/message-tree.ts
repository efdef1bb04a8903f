import type { Database, Statement } from 'better-sqlite3';
import { appClosedError } from '#shared/app-closed.ts';
import { TuteeError } from '#shared/errors.ts';
import type { CaptureState, Message } from '#shared/conversation.ts';
import { fromMessage, json, toCapture, toMessage } from './message-row.ts';
import type { CaptureRow, MessageRow } from './message-row.ts';

/** The fields that change while a message is written. */
export type MessageChanges = Partial<
  Pick<Message, 'text' | 'reasoning' | 'status' | 'error' | 'model' | 'provider' | 'usage' | 'durationMs'>
>;

/** Message trees, and the state of learning from each message. A branch is read from its leaf to the root. */
export class MessageTree {
  readonly #insert: Statement<[MessageRow]>;
  readonly #byId: Statement<[string], MessageRow>;
  readonly #walk: Statement<[{ from: string; limit: number }], MessageRow>;
  readonly #answers: Statement<[string], MessageRow>;
  readonly #update: Statement<[MessageRow]>;
  readonly #capture: Statement<[string], CaptureRow>;
  readonly #putCapture: Statement<[string, string | null, string]>;
  readonly #dropCapture: Statement<[string]>;
  readonly #grow: Statement<[string, string, string]>;
  readonly #settleEmpty: Statement<[string]>;
  readonly #settleMessages: Statement<[]>;
  readonly #settleCaptures: Statement<[string, number]>;
  readonly #pendingCaptures: Statement<[], string>;

  constructor(database: Database) {
    this.#insert = database.prepare(insertSql);
    this.#byId = database.prepare('SELECT * FROM messages WHERE id = ?');
    this.#walk = database.prepare(walkSql);
    this.#answers = database.prepare(
      'SELECT * FROM messages WHERE conversation_id = ? AND usage IS NOT NULL AND model IS NOT NULL',
    );
    this.#update = database.prepare(updateSql);
    this.#capture = database.prepare('SELECT status, error FROM captures WHERE message_id = ?');
    this.#putCapture = database.prepare(
      'INSERT OR REPLACE INTO captures (message_id, status, error) SELECT id, ?, ? FROM messages WHERE id = ?',
    );
    this.#dropCapture = database.prepare('DELETE FROM captures WHERE message_id = ?');
    this.#grow = database.prepare('UPDATE messages SET text = ?, reasoning = ? WHERE id = ?');
    this.#settleEmpty = database.prepare(
      `UPDATE messages SET status = 'failed', error = ? WHERE status = 'streaming' AND text = '' AND run_id IS NULL`,
    );
    this.#settleMessages = database.prepare(
      `UPDATE messages SET status = 'stopped' WHERE status = 'streaming'`,
    );
    this.#settleCaptures = database.prepare(
      `UPDATE captures SET status = 'failed', error = ? WHERE status = 'pending' AND NOT EXISTS (
         SELECT 1 FROM messages WHERE id = message_id AND run_id IS NULL AND created_at >= ?)`,
    );
    this.#pendingCaptures = database
      .prepare<[], string>(
        `SELECT message_id FROM captures JOIN messages ON id = message_id WHERE captures.status = 'pending'
         ORDER BY created_at, id`,
      )
      .pluck();
  }

  add(message: Message): void {
    this.#insert.run(fromMessage(message));
  }

  find(id: string): Message | undefined {
    const row = this.#byId.get(id);
    return row === undefined ? undefined : toMessage(row);
  }

  /** A message and at most `limit - 1` of its ancestors, oldest first. */
  path(id: string, limit: number): Message[] {
    return this.#walk.all({ from: id, limit }).map(toMessage).toReversed();
  }

  /** The finished answers of models in a conversation. */
  answersOf(conversationId: string): Pick<Message, 'id' | 'model' | 'provider' | 'usage'>[] {
    return this.#answers.all(conversationId).map(toMessage);
  }

  update(message: Message, changes: MessageChanges): void {
    this.#update.run(fromMessage({ ...message, ...changes }));
  }

  grow(id: string, text: string, reasoning: string): void {
    this.#grow.run(text, reasoning, id);
  }

  capture(messageId: string): CaptureState | null {
    const row = this.#capture.get(messageId);
    return row === undefined ? null : toCapture(row);
  }

  /** Does nothing when there is no such message. */
  setCapture(messageId: string, state: CaptureState | null): void {
    if (state === null) this.#dropCapture.run(messageId);
    else this.#putCapture.run(state.status, json(state.error), messageId);
  }

  /** Marks what a previous process left unfinished as stopped or failed; captures of messages since `learnSince` stay pending. */
  settleInterrupted(learnSince: number): void {
    const unlearned = new TuteeError(
      'internal',
      'Tutee was closed before it finished learning from this message.',
    );
    this.#settleEmpty.run(JSON.stringify(appClosedError().toData()));
    this.#settleMessages.run();
    this.#settleCaptures.run(JSON.stringify(unlearned.toData()), learnSince);
  }

  /** Ids of the messages whose capture is pending, oldest first. */
  pendingCaptures(): string[] {
    return this.#pendingCaptures.all();
  }
}

const insertSql = `
  INSERT INTO messages (id, conversation_id, parent_id, role, speaker, text, reasoning, status, error, model, usage,
    duration_ms, created_at, run_id, cut, shortened, provider)
  VALUES (:id, :conversation_id, :parent_id, :role, :speaker, :text, :reasoning, :status, :error, :model, :usage,
    :duration_ms, :created_at, :run_id, :cut, :shortened, :provider)`;

const updateSql = `
  UPDATE messages SET text = :text, reasoning = :reasoning, status = :status, error = :error, model = :model,
    provider = :provider, usage = :usage, duration_ms = :duration_ms, cut = :cut, shortened = :shortened
  WHERE id = :id`;

/** Walks ids only and joins the rows afterwards, so that long texts are not copied through the recursion. */
const walkSql = `
  WITH RECURSIVE walk (id, parent_id, depth) AS (
    SELECT id, parent_id, 1 FROM messages WHERE id = :from
    UNION ALL
    SELECT m.id, m.parent_id, walk.depth + 1 FROM walk JOIN messages m ON m.id = walk.parent_id
    WHERE walk.depth < :limit
  )
  SELECT m.* FROM walk JOIN messages m ON m.id = walk.id ORDER BY walk.depth`;
