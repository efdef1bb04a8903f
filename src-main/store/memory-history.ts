import type { Database, Statement } from 'better-sqlite3';
import type { MemoryAction, MemoryActor, MemoryEvent, MemoryValue } from '#shared/memory.ts';
import { valueOf } from './memory-row.ts';
import { uuid7 } from './uuid7.ts';

export interface EventRow {
  readonly seq: number;
  readonly id: string;
  readonly change_id: string;
  readonly memory_id: number;
  readonly memory_public_id: string;
  readonly at: number;
  readonly actor: MemoryActor;
  readonly action: MemoryAction;
  readonly before: string | null;
  readonly after: string | null;
  readonly superseded_before: number | null;
  readonly superseded_after: number | null;
  readonly confirmations: number;
  readonly undoes: string | null;
  readonly conversation_id: string | null;
  readonly message_id: string | null;
}

/** Where a change came from: the user on the page, a message, an import. */
export interface ChangeOrigin {
  readonly actor: MemoryActor;
  readonly at: number;
  readonly conversationId: string | null;
  readonly messageId: string | null;
}

export interface NewEvent {
  readonly changeId: string;
  readonly memoryRow: number;
  readonly action: MemoryAction;
  readonly before: MemoryValue | null;
  readonly after: MemoryValue;
  readonly supersededBefore: number | null;
  readonly supersededAfter: number | null;
  readonly confirmations: number;
  /** The change that this one takes back. */
  readonly undoes: string | null;
}

/** The append-only history of all memories: who changed what, when, from which value to which. */
export class MemoryHistory {
  readonly #append: Statement<[Record<string, unknown>]>;
  readonly #ofMemory: Statement<[string], EventRow>;
  readonly #ofChange: Statement<[string], EventRow>;
  readonly #ofMessage: Statement<[string], EventRow>;
  readonly #changedAfter: Statement<[number, number], number>;
  readonly #undoer: Statement<[string], string>;

  constructor(database: Database) {
    this.#append = database.prepare(appendSql);
    this.#ofMemory = database.prepare(`${eventSelect} WHERE m.public_id = ? ORDER BY e.seq DESC`);
    this.#ofChange = database.prepare(`${eventSelect} WHERE e.change_id = ? ORDER BY e.seq`);
    this.#ofMessage = database.prepare(
      `${eventSelect} WHERE e.message_id = ? AND e.undoes IS NULL ORDER BY e.seq`,
    );
    this.#changedAfter = database
      .prepare<[number, number], number>(
        `SELECT 1 FROM memory_events WHERE memory_id = ? AND seq > ?
         AND NOT (before IS after AND superseded_before IS superseded_after) LIMIT 1`,
      )
      .pluck();
    this.#undoer = database
      .prepare<[string], string>(
        'SELECT change_id FROM memory_events WHERE undoes = ? ORDER BY seq DESC LIMIT 1',
      )
      .pluck();
  }

  append(event: NewEvent, origin: ChangeOrigin): void {
    this.#append.run({
      id: uuid7(),
      change_id: event.changeId,
      memory_id: event.memoryRow,
      at: origin.at,
      actor: origin.actor,
      action: event.action,
      before: event.before === null ? null : JSON.stringify(valueOf(event.before)),
      after: JSON.stringify(valueOf(event.after)),
      superseded_before: event.supersededBefore,
      superseded_after: event.supersededAfter,
      confirmations: event.confirmations,
      undoes: event.undoes,
      conversation_id: origin.conversationId,
      message_id: origin.messageId,
    });
  }

  /** Newest first. */
  ofMemory(publicId: string): MemoryEvent[] {
    return this.#ofMemory.all(publicId).map(toEvent);
  }

  /** Oldest first. */
  ofChange(changeId: string): EventRow[] {
    return this.#ofChange.all(changeId);
  }

  /** What a message brought about, oldest first; changes that took others back are not among it. */
  ofMessage(messageId: string): EventRow[] {
    return this.#ofMessage.all(messageId);
  }

  /** True when the value of a memory changed after an event; having been confirmed is no change. */
  changedAfter(memoryRow: number, seq: number): boolean {
    return this.#changedAfter.get(memoryRow, seq) !== undefined;
  }

  /** True when a change was taken back, and its taking back was not itself taken back. */
  isUndone(changeId: string): boolean {
    const undoer = this.#undoer.get(changeId);
    return undoer !== undefined && !this.isUndone(undoer);
  }
}

export function parseValue(json: string): MemoryValue {
  // Lines written before there were tags have none.
  return { tags: [], ...(JSON.parse(json) as Omit<MemoryValue, 'tags'>) };
}

function toEvent(row: EventRow): MemoryEvent {
  return {
    id: row.id,
    changeId: row.change_id,
    memoryId: row.memory_public_id,
    at: row.at,
    actor: row.actor,
    action: row.action,
    before: row.before === null ? null : parseValue(row.before),
    after: row.after === null ? null : parseValue(row.after),
    conversationId: row.conversation_id,
    messageId: row.message_id,
  };
}

const eventSelect =
  'SELECT e.*, m.public_id AS memory_public_id FROM memory_events e JOIN memories m ON m.id = e.memory_id';

const appendSql = `
  INSERT INTO memory_events (id, change_id, memory_id, at, actor, action, before, after, superseded_before,
    superseded_after, confirmations, undoes, conversation_id, message_id)
  VALUES (:id, :change_id, :memory_id, :at, :actor, :action, :before, :after, :superseded_before,
    :superseded_after, :confirmations, :undoes, :conversation_id, :message_id)`;
