import type { Database, Statement } from 'better-sqlite3';

/** What decides whether messages of one branch may leave this machine. */
export interface PrivacyMarks {
  /** Messages that used, taught, changed or repeated a private memory, or that were given passages that stay on this machine. */
  readonly own: ReadonlySet<string>;
  /** By edited version: the answer it was first made from. */
  readonly originals: ReadonlyMap<string, string>;
  /** By answer: earlier messages that its request left out. */
  readonly leftOut: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Which messages and runs contain something private, by the current privacy of the memories behind them. */
export class PrivacyRecords {
  readonly #own: Statement<[{ ids: string }], string>;
  readonly #originals: Statement<[string], { id: string; original: string }>;
  readonly #leftOut: Statement<[string], { id: string; messages: string }>;
  readonly #leftOutOf: Statement<[string], number>;
  readonly #saveLeftOut: Statement<[string, string]>;
  readonly #saveTrace: Statement<[string, string]>;

  constructor(database: Database) {
    this.#own = database.prepare<[{ ids: string }], string>(ownSql).pluck();
    this.#originals = database.prepare(originalsSql);
    this.#leftOut = database.prepare(
      `SELECT l.answer_id AS id, l.message_ids AS messages FROM json_each(?) given
       CROSS JOIN messages_left_out l ON l.answer_id = given.value`,
    );
    this.#leftOutOf = database
      .prepare<[string], number>(
        'SELECT json_array_length(message_ids) FROM messages_left_out WHERE answer_id = ?',
      )
      .pluck();
    this.#saveLeftOut = database.prepare(
      `INSERT OR REPLACE INTO messages_left_out (answer_id, message_ids)
       SELECT id, ? FROM messages WHERE id = ?`,
    );
    this.#saveTrace = database.prepare(
      'INSERT OR IGNORE INTO memory_traces (holder_id, memory_id) VALUES (?, ?)',
    );
  }

  /** The ids among these whose message or run itself contains something private. */
  own(ids: readonly string[]): Set<string> {
    return new Set(this.#own.all({ ids: JSON.stringify(ids) }));
  }

  of(ids: readonly string[]): PrivacyMarks {
    const originals = new Map(
      this.#originals.all(JSON.stringify(ids)).map(({ id, original }) => [id, original] as const),
    );
    const all = [...ids, ...originals.values()];
    const leftOut = this.#leftOut
      .all(JSON.stringify(all))
      .map(({ id, messages }) => [id, new Set(JSON.parse(messages) as string[])] as const);
    return { own: this.own(all), originals, leftOut: new Map(leftOut) };
  }

  /** How many messages the request for this answer left out. */
  countLeftOut(answerId: string): number {
    return this.#leftOutOf.get(answerId) ?? 0;
  }

  /** Call within a transaction. Does nothing when the answer is gone. */
  saveLeftOut(answerId: string, messageIds: readonly string[]): void {
    this.#saveLeftOut.run(JSON.stringify(messageIds), answerId);
  }

  /** Call within a transaction. @param holderId id of a message or a run. */
  saveTraces(holderId: string, memoryIds: readonly string[]): void {
    for (const id of memoryIds) this.#saveTrace.run(holderId, id);
  }
}

/** A memory that a private one replaced counts as private: it is an older value of the same secret. */
const ownSql = `
  WITH RECURSIVE given (id) AS MATERIALIZED (SELECT value FROM json_each(:ids)),
  named (holder, memory) AS (
    SELECT g.id, i.memory_id FROM given g CROSS JOIN receipt_items i ON i.message_id = g.id
      WHERE i.used_at IS NOT NULL
    UNION SELECT g.id, t.memory_id FROM given g CROSS JOIN memory_traces t ON t.holder_id = g.id
    UNION SELECT g.id, m.public_id FROM given g CROSS JOIN memory_events e ON e.message_id = g.id
      CROSS JOIN memories m ON m.id = e.memory_id
  ),
  line (holder, private, next) AS (
    SELECT n.holder, m.private, m.superseded_by FROM named n CROSS JOIN memories m ON m.public_id = n.memory
    UNION SELECT l.holder, m.private, m.superseded_by FROM line l CROSS JOIN memories m ON m.id = l.next
  )
  SELECT holder FROM line WHERE private = 1
  UNION SELECT n.holder FROM named n CROSS JOIN purged_memories p ON p.public_id = n.memory WHERE p.private = 1
  UNION SELECT g.id FROM given g CROSS JOIN answer_passages a ON a.message_id = g.id
    LEFT JOIN knowledge_sources s ON s.id = a.source_id WHERE a.only_here = 1 OR s.only_here = 1`;

/** The first answer of a chain of edited versions. */
const originalsSql = `
  WITH RECURSIVE made (id, original) AS (
    SELECT e.message_id, e.original_id FROM json_each(?) given CROSS JOIN edited_answers e ON e.message_id = given.value
    UNION SELECT m.id, e.original_id FROM made m CROSS JOIN edited_answers e ON e.message_id = m.original
  )
  SELECT id, original FROM made WHERE original NOT IN (SELECT message_id FROM edited_answers)`;
