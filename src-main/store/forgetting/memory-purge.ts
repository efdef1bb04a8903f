import type { Database, Statement } from 'better-sqlite3';
import type { MemoryValue } from '#shared/memory/memory.ts';
import { parseValue } from '../memories/memory-history.ts';
import type { MemoryRecords } from '../memories/memory-records.ts';
import { textKey } from '../memories/text-key.ts';
import type { VectorIndex } from '../vectors/vector-index.ts';

/** Everything a memory ever said and where: what must be gone after it is forgotten for good. */
export interface MemoryFootprint {
  readonly memoryId: string;
  /** Its current and earlier texts. */
  readonly texts: readonly string[];
  /** Its current and earlier cues and subjects. */
  readonly cues: readonly string[];
  readonly quote: string | null;
  /** Ids of the user's messages that taught or changed it. */
  readonly sourceMessages: readonly string[];
  /** Ids of answers made from it, by their receipts, or that followed the message that taught it. */
  readonly answers: readonly string[];
  /** Ids of the conversations in which it was taught or used. */
  readonly conversations: readonly string[];
  /** Ids of other conversations that say it; known after `ForgetForGood.search`. */
  readonly unlinked: readonly string[];
}

/** Removes memories from every table; only the fact that there was one stays. */
export class MemoryPurge {
  readonly #records: MemoryRecords;
  readonly #vectors: VectorIndex;
  readonly #values: Statement<[number], { before: string | null; after: string | null }>;
  readonly #messages: Statement<[number], string>;
  readonly #answers: Statement<[{ id: string; taught: string }], string>;
  readonly #conversations: Statement<[{ row: number; id: string }], string>;
  readonly #inChats: Statement<[string], string>;
  readonly #sentTo: Statement<[{ ids: string; said: string }], string>;
  readonly #texts: Statement<[{ ids: string }], { id: string; text: string }>;
  readonly #rejected: Statement<[Buffer]>;
  readonly #tombstone: Statement<[string, number, 0 | 1]>;
  readonly #isPrivate: Statement<[number], 0 | 1>;
  readonly #keepPrivate: Statement<[{ row: number; id: string }]>;
  readonly #wipeReceipts: Statement<[string]>;
  readonly #forgetCalls: readonly Statement<[string]>[];
  readonly #byRow: readonly Statement<[number]>[];

  constructor(database: Database, records: MemoryRecords, vectors: VectorIndex) {
    this.#records = records;
    this.#vectors = vectors;
    this.#values = database.prepare('SELECT before, after FROM memory_events WHERE memory_id = ?');
    this.#messages = database
      .prepare<[number], string>(
        'SELECT DISTINCT message_id FROM memory_events WHERE memory_id = ? AND message_id IS NOT NULL',
      )
      .pluck();
    this.#answers = database.prepare<[{ id: string; taught: string }], string>(answersSql).pluck();
    this.#conversations = database.prepare<[{ row: number; id: string }], string>(conversationsSql).pluck();
    this.#inChats = database.prepare<[string], string>(inChatsSql).pluck();
    this.#sentTo = database.prepare<[{ ids: string; said: string }], string>(sentToSql).pluck();
    this.#texts = database.prepare(textsSql);
    this.#rejected = database.prepare('DELETE FROM rejected_texts WHERE text_key = ?');
    this.#tombstone = database.prepare(
      'INSERT OR REPLACE INTO purged_memories (public_id, purged_at, private) VALUES (?, ?, ?)',
    );
    this.#isPrivate = database.prepare<[number], 0 | 1>(isPrivateSql).pluck();
    this.#keepPrivate = database.prepare(keepPrivateSql);
    this.#wipeReceipts = database.prepare(
      `UPDATE receipt_items SET text = '', matched_cue = NULL WHERE memory_id = ?`,
    );
    // What a program asked or taught can say the memory in other words.
    this.#forgetCalls = [
      `UPDATE client_calls SET text = '' WHERE id IN (SELECT call_id FROM client_call_memories WHERE memory_id = ?)`,
      'DELETE FROM client_call_memories WHERE memory_id = ?',
    ].map((sql) => database.prepare<[string]>(sql));
    // Foreign keys remove tags, proposals, conflicts and import notes with the row, and vectors with their units.
    this.#byRow = [
      'UPDATE memories SET superseded_by = NULL WHERE superseded_by = ?',
      'UPDATE memory_events SET superseded_before = NULL WHERE superseded_before = ?',
      'UPDATE memory_events SET superseded_after = NULL WHERE superseded_after = ?',
      'DELETE FROM memory_events WHERE memory_id = ?',
      'DELETE FROM memory_units WHERE memory_id = ?',
      'DELETE FROM memories WHERE id = ?',
    ].map((sql) => database.prepare<[number]>(sql));
  }

  /** Undefined when the memory does not exist. */
  footprint(id: string): MemoryFootprint | undefined {
    const stored = this.#records.find(id);
    if (stored === undefined) return undefined;
    const { row, memory } = stored;
    const earlier = this.#values
      .all(row)
      .flatMap(({ before, after }) => [before, after].filter((json) => json !== null).map(parseValue));
    const values: MemoryValue[] = [memory, ...earlier];
    const { conversationId, messageId, quote } = memory.source;
    const sourceMessages = distinct([messageId, ...this.#messages.all(row)]);
    // Preferences and instructions shape every answer, but few answers repeat them; those are found by their words.
    const shapes = memory.kind === 'preference' || memory.kind === 'instruction';
    const taught = JSON.stringify(shapes ? [] : sourceMessages);
    return {
      memoryId: id,
      texts: distinct(values.map(({ text }) => text)),
      cues: distinct(values.flatMap(({ cues, subject }) => [...cues.map(({ text }) => text), subject])),
      quote,
      sourceMessages,
      answers: this.#answers.all({ id, taught }),
      conversations: distinct([conversationId, ...this.#conversations.all({ row, id })]),
      unlinked: [],
    };
  }

  /**
   * The ids among these that were taught in a chat or sent with an answer; one query for many, where `footprint` reads
   * each.
   */
  inChats(ids: readonly string[]): string[] {
    return this.#inChats.all(JSON.stringify(ids));
  }

  /**
   * Names of the models that answered with these, or answered a message that taught them.
   * @param said ids of other messages that say them.
   */
  sentTo(ids: readonly string[], said: readonly string[] = []): string[] {
    return this.#sentTo.all({ ids: JSON.stringify(ids), said: JSON.stringify(said) });
  }

  /** The current and earlier texts of these memories, by id. */
  texts(ids: readonly string[]): Map<string, string[]> {
    const rows = this.#texts.all({ ids: JSON.stringify(ids) });
    return new Map(
      [...Map.groupBy(rows, ({ id }) => id)].map(([id, texts]) => [id, texts.map(({ text }) => text)]),
    );
  }

  /**
   * Call within a transaction; does nothing when the memory is gone.
   * @param keepRejection true to keep the digest of a text that the user rejected.
   */
  purge(id: string, at: number, keepRejection: boolean): void {
    const stored = this.#records.find(id);
    if (stored === undefined) return;
    const isPrivate = this.#isPrivate.get(stored.row) ?? 0;
    // Chats may still mention it, and that stays private; the history that tells so is about to be deleted.
    if (isPrivate === 1) this.#keepPrivate.run({ row: stored.row, id });
    this.#vectors.removeFromSearch(stored.row);
    this.#wipeReceipts.run(id);
    for (const statement of this.#forgetCalls) statement.run(id);
    for (const statement of this.#byRow) statement.run(stored.row);
    if (!keepRejection) this.#rejected.run(textKey(stored.memory.text));
    this.#tombstone.run(id, at, isPrivate);
  }
}

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null && value !== ''))] as string[];
}

/**
 * Receipts count only for recalled memories: standing ones go along with every request, so their receipts say little
 * about the answer.
 */
const answersSql = `
  WITH RECURSIVE after (id) AS (
    SELECT m.id FROM json_each(:taught) given CROSS JOIN messages m ON m.parent_id = given.value
      WHERE m.role = 'assistant'
    UNION SELECT m.id FROM after a CROSS JOIN messages m ON m.parent_id = a.id WHERE m.role = 'assistant'
  ),
  made (id) AS (
    SELECT id FROM after
    UNION SELECT message_id FROM receipt_items WHERE memory_id = :id AND used_at IS NOT NULL AND route = 'recalled'
    UNION SELECT g.id FROM memory_traces t CROSS JOIN messages g ON g.id = t.holder_id
      WHERE t.memory_id = :id AND g.role = 'assistant'
    UNION SELECT e.message_id FROM made m CROSS JOIN edited_answers e ON e.original_id = m.id
  )
  SELECT id FROM made`;

const inChatsSql = `
  SELECT m.public_id FROM json_each(?) given CROSS JOIN memories m ON m.public_id = given.value
  WHERE m.source_conversation_id IS NOT NULL
    OR EXISTS (SELECT 1 FROM memory_events e WHERE e.memory_id = m.id AND e.conversation_id IS NOT NULL)
    OR EXISTS (SELECT 1 FROM receipt_items i WHERE i.memory_id = m.public_id AND i.used_at IS NOT NULL)
    OR EXISTS (SELECT 1 FROM memory_traces t WHERE t.memory_id = m.public_id)`;

/**
 * Models that received the words: those that answered a message that contains them, or any later message of that chat,
 * since requests include the history, unless the request is known to have left all such messages out.
 */
const sentToSql = `
  WITH RECURSIVE given (id) AS MATERIALIZED (SELECT value FROM json_each(:ids)),
  holders (id) AS MATERIALIZED (
    SELECT i.message_id FROM given CROSS JOIN receipt_items i ON i.memory_id = given.id AND i.used_at IS NOT NULL
    UNION SELECT t.holder_id FROM given CROSS JOIN memory_traces t ON t.memory_id = given.id
    UNION SELECT e.message_id FROM given CROSS JOIN memories m ON m.public_id = given.id
      CROSS JOIN memory_events e ON e.memory_id = m.id AND e.message_id IS NOT NULL
    UNION SELECT value FROM json_each(:said)
  ),
  later (id) AS (SELECT id FROM holders UNION SELECT m.id FROM later l CROSS JOIN messages m ON m.parent_id = l.id),
  asked (model, run_id) AS (
    SELECT g.model, g.run_id FROM later l CROSS JOIN messages g ON g.id = l.id
    WHERE EXISTS (SELECT 1 FROM receipt_items i WHERE i.message_id = g.id AND i.used_at IS NOT NULL
        AND i.memory_id IN (SELECT id FROM given))
      OR NOT EXISTS (SELECT 1 FROM messages_left_out o WHERE o.answer_id = g.id
        -- Ids are in the order of time.
        AND NOT EXISTS (SELECT 1 FROM holders h CROSS JOIN messages said ON said.id = h.id
          WHERE said.conversation_id = g.conversation_id AND said.id < g.id
            AND said.id NOT IN (SELECT value FROM json_each(o.message_ids))))
  )
  SELECT model FROM asked WHERE model IS NOT NULL
  UNION SELECT u.model FROM asked a CROSS JOIN agent_usage u ON u.run_id = a.run_id WHERE a.run_id IS NOT NULL
  UNION SELECT u.model FROM holders h CROSS JOIN agent_usage u ON u.run_id = h.id`;

const textsSql = `
  WITH wanted (id, public_id) AS MATERIALIZED (
    SELECT m.id, m.public_id FROM json_each(:ids) given CROSS JOIN memories m ON m.public_id = given.value
  )
  SELECT w.public_id AS id, u.text FROM wanted w CROSS JOIN memory_units u ON u.memory_id = w.id AND u.ordinal = 0
  UNION SELECT w.public_id, e.before ->> '$.text' FROM wanted w CROSS JOIN memory_events e ON e.memory_id = w.id
    WHERE e.before IS NOT NULL
  UNION SELECT w.public_id, e.after ->> '$.text' FROM wanted w CROSS JOIN memory_events e ON e.memory_id = w.id
    WHERE e.after IS NOT NULL`;

/** What a private memory replaced is private too. */
const isPrivateSql = `
  WITH RECURSIVE line (private, next) AS (
    SELECT private, superseded_by FROM memories WHERE id = ?
    UNION SELECT m.private, m.superseded_by FROM line l CROSS JOIN memories m ON m.id = l.next
  )
  SELECT max(private) FROM line`;

/** Every message that taught or used this memory or one that it replaced. */
const keepPrivateSql = `
  WITH RECURSIVE earlier (row) AS (
    SELECT :row UNION SELECT m.id FROM earlier e CROSS JOIN memories m ON m.superseded_by = e.row
  )
  INSERT OR IGNORE INTO memory_traces (holder_id, memory_id)
  SELECT v.message_id, :id FROM earlier e CROSS JOIN memory_events v ON v.memory_id = e.row
  WHERE v.message_id IS NOT NULL
  UNION SELECT i.message_id, :id FROM earlier e CROSS JOIN memories m ON m.id = e.row
    CROSS JOIN receipt_items i ON i.memory_id = m.public_id WHERE i.used_at IS NOT NULL`;

const conversationsSql = `
  SELECT conversation_id FROM memory_events WHERE memory_id = :row AND conversation_id IS NOT NULL
  UNION
  SELECT g.conversation_id FROM receipt_items i JOIN messages g ON g.id = i.message_id
  WHERE i.memory_id = :id AND i.used_at IS NOT NULL
  UNION
  SELECT g.conversation_id FROM memory_traces t JOIN messages g ON g.id = t.holder_id WHERE t.memory_id = :id
  UNION
  SELECT r.conversation_id FROM memory_traces t JOIN agent_runs r ON r.id = t.holder_id
  WHERE t.memory_id = :id AND r.conversation_id IS NOT NULL`;
