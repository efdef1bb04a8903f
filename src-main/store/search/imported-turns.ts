import type { Database, Statement } from 'better-sqlite3';
import type { Memory } from '#shared/memory/memory.ts';
import type { MemoryRecords } from '../memories/memory-records.ts';

interface TurnRow {
  readonly id: number;
  readonly conversation: string;
  readonly scope: string;
}

/** Neighbours of a turn in an imported chat. Active memories only. */
export class ImportedTurns {
  readonly #records: MemoryRecords;
  readonly #turn: Statement<[string], TurnRow>;
  readonly #before: Statement<[string, number, string, number], number>;
  readonly #after: Statement<[string, number, string, number], number>;

  constructor(database: Database, records: MemoryRecords) {
    this.#records = records;
    this.#turn = database.prepare(
      `SELECT id, source_conversation_id AS conversation, ${scope} AS scope FROM memories m WHERE m.public_id = ? AND ${isTurn}`,
    );
    this.#before = database
      .prepare<[string, number, string, number], number>(
        `SELECT id FROM memories m WHERE m.source_conversation_id = ? AND m.id < ? AND ${isTurn} AND ${scope} = ?
         ORDER BY m.id DESC LIMIT ?`,
      )
      .pluck();
    this.#after = database
      .prepare<[string, number, string, number], number>(
        `SELECT id FROM memories m WHERE m.source_conversation_id = ? AND m.id > ? AND ${isTurn} AND ${scope} = ?
         ORDER BY m.id LIMIT ?`,
      )
      .pluck();
  }

  /**
   * For each of these memories that is a turn of an imported chat: up to `reach` turns before it, the turn itself, and
   * up to `reach` after it, in conversation order and of the same scope. Other memories are skipped.
   */
  around(ids: readonly string[], reach: number): Memory[][] {
    const windows = ids.flatMap((id) => {
      const turn = this.#turn.get(id);
      return turn === undefined ? [] : [this.#window(turn, reach)];
    });
    const memories = this.#records.atRows([...new Set(windows.flat())]);
    return windows.map((rows) => rows.flatMap((row) => memories.get(row) ?? []));
  }

  #window({ id, conversation, scope: turnScope }: TurnRow, reach: number): number[] {
    const before = this.#before.all(conversation, id, turnScope, reach).toReversed();
    return [...before, id, ...this.#after.all(conversation, id, turnScope, reach)];
  }
}

const isTurn = `m.origin = 'import' AND m.source_conversation_id IS NOT NULL AND m.status = 'active'`;
const scope = `m.scope_type || ' ' || coalesce(m.scope_id, '')`;
