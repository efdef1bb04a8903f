import type { Database } from 'better-sqlite3';
import type { MemoryRecord, RecordedEvent } from '#shared/memory/memory-record.ts';
import type { ScopeName } from '#shared/project.ts';
import { parseValue } from '../memories/memory-history.ts';
import type { EventRow } from '../memories/memory-history.ts';
import { memorySelect, toMemory } from '../memories/memory-row.ts';
import { ScopeNames } from '../memories/scope-names.ts';
import type { MemoryRow } from '../memories/memory-row.ts';

interface ExportedEventRow extends EventRow {
  readonly superseded_before_id: string | null;
  readonly superseded_after_id: string | null;
}

/** Reads all memories of any status with their histories, in insertion order, in batches. */
export class MemoryExport {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Names of the assistants and projects that memories belong to. */
  scopes(): ScopeName[] {
    return new ScopeNames(this.#database).ofMemories();
  }

  count(): number {
    return this.#database.prepare<[], number>('SELECT count(*) FROM memories').pluck().get() ?? 0;
  }

  /**
   * All batches read the same snapshot. Do not use the connection otherwise until the iterator is finished or closed.
   * @param size memories per batch.
   */
  *batches(size: number): Generator<MemoryRecord[]> {
    const memories = this.#database.prepare<[number, number], MemoryRow>(
      `${memorySelect} WHERE m.id > ? ORDER BY m.id LIMIT ?`,
    );
    const events = this.#database.prepare<[number, number], ExportedEventRow>(eventsSql);
    this.#database.exec('BEGIN');
    try {
      let after = 0;
      for (;;) {
        const rows = memories.all(after, size);
        const last = rows.at(-1);
        if (last === undefined) return;
        const histories = Map.groupBy(events.all(after, last.id), (event) => event.memory_id);
        after = last.id;
        yield rows.map((row) => ({
          ...toMemory(row),
          history: (histories.get(row.id) ?? []).map(toRecordedEvent),
        }));
      }
    } finally {
      this.#database.exec('ROLLBACK');
    }
  }
}

function toRecordedEvent(row: ExportedEventRow): RecordedEvent {
  return {
    id: row.id,
    changeId: row.change_id,
    at: row.at,
    actor: row.actor,
    action: row.action,
    before: row.before === null ? null : parseValue(row.before),
    after: row.after === null ? null : parseValue(row.after),
    conversationId: row.conversation_id,
    messageId: row.message_id,
    supersededBefore: row.superseded_before_id,
    supersededAfter: row.superseded_after_id,
    confirmations: row.confirmations,
    undoes: row.undoes,
  };
}

const eventsSql = `
  SELECT e.*, b.public_id AS superseded_before_id, a.public_id AS superseded_after_id
  FROM memory_events e LEFT JOIN memories b ON b.id = e.superseded_before
    LEFT JOIN memories a ON a.id = e.superseded_after
  WHERE e.memory_id > ? AND e.memory_id <= ? ORDER BY e.seq`;
