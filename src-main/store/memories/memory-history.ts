import type { Database, Statement } from 'better-sqlite3';
import type { MemoryAction, MemoryActor, MemoryEvent, MemoryValue } from '#shared/memory/memory.ts';
import { valueOf } from './memory-row.ts';
import { uuid7 } from '../database/uuid7.ts';

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

/** Who made a change, and from which message. */
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
  /** The change that this one undoes. */
  readonly undoes: string | null;
}

/** Ids of memories touched by a change, by whether it can be undone in them. */
interface UndoState {
  readonly ready: readonly string[];
  readonly undone: readonly string[];
  readonly changedSince: readonly string[];
}

/** The append-only history of memories: who changed what, when, from which value to which. */
export class MemoryHistory {
  readonly #append: Statement<[Record<string, unknown>]>;
  readonly #ofMemory: Statement<[string], EventRow>;
  readonly #ofChange: Statement<[{ change: string; ids: string }], EventRow>;
  readonly #changed: Statement<[string, number, number], { seq: number; id: string }>;
  readonly #ofMessage: Statement<[string], EventRow>;
  readonly #undoer: Statement<[string], string>;
  readonly #undoState: Statement<[{ change: string; ids: string }], { id: string; later: 0 | 1 | null }>;

  constructor(database: Database) {
    this.#append = database.prepare(appendSql);
    this.#ofMemory = database.prepare(`${eventSelect} WHERE m.public_id = ? ORDER BY e.seq DESC`);
    this.#ofChange = database.prepare(ofChangeSql);
    this.#changed = database.prepare(changedSql);
    this.#ofMessage = database.prepare(
      `${eventSelect} WHERE e.message_id = ? AND e.undoes IS NULL ORDER BY e.seq`,
    );
    this.#undoer = database
      .prepare<[string], string>(
        'SELECT change_id FROM memory_events WHERE undoes = ? ORDER BY seq DESC LIMIT 1',
      )
      .pluck();
    this.#undoState = database.prepare(undoStateSql);
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

  /** The events of a change in these memories, oldest first. */
  ofChange(changeId: string, ids: readonly string[]): EventRow[] {
    return this.#ofChange.all({ change: changeId, ids: JSON.stringify(ids) });
  }

  /**
   * Ids of memories touched by a change, in its order, possibly with duplicates. `next`: cursor of the next page; null
   * at the end.
   */
  changed(changeId: string, after: number, limit: number): { ids: string[]; next: number | null } {
    const rows = this.#changed.all(changeId, after, limit);
    return {
      ids: rows.map(({ id }) => id),
      next: rows.length < limit ? null : (rows.at(-1)?.seq ?? null),
    };
  }

  /** True when a change was undone and its undo was not itself undone. */
  isUndone(changeId: string): boolean {
    const undoer = this.#undoer.get(changeId);
    return undoer !== undefined && !this.isUndone(undoer);
  }

  /** In which of these memories a change can be undone; confirmations since then do not count. */
  undoState(changeId: string, ids: readonly string[]): UndoState {
    const rows = this.#undoState.all({ change: changeId, ids: JSON.stringify(ids) });
    const idsWith = (wanted: 0 | 1 | null) =>
      rows.filter(({ later }) => later === wanted).map(({ id }) => id);
    return { ready: idsWith(null), undone: idsWith(1), changedSince: idsWith(0) };
  }

  /** The events that a message caused, oldest first, without undos. */
  ofMessage(messageId: string): EventRow[] {
    return this.#ofMessage.all(messageId);
  }
}

export function parseValue(json: string): MemoryValue {
  // Older events have no tags.
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

/** Starts from the memories, so that their short histories are read and not all of a large change. */
const ofChangeSql = `
  SELECT e.*, m.public_id AS memory_public_id
  FROM json_each(:ids) given CROSS JOIN memories m ON m.public_id = given.value
    CROSS JOIN memory_events e ON e.memory_id = m.id
  WHERE e.change_id = :change ORDER BY e.seq`;

const changedSql = `
  SELECT e.seq, m.public_id AS id FROM memory_events e JOIN memories m ON m.id = e.memory_id
  WHERE e.change_id = ? AND e.seq > ? ORDER BY e.seq LIMIT ?`;

/** `later`: whether the last event since was an undo of this change; NULL when nothing happened since. */
const undoStateSql = `
  SELECT given.value AS id,
    (SELECT e.undoes IS :change FROM memory_events e
     WHERE e.memory_id = m.id
       AND (e.undoes IS :change OR NOT (e.before IS e.after AND e.superseded_before IS e.superseded_after))
       AND e.seq > (SELECT max(c.seq) FROM memory_events c WHERE c.memory_id = m.id AND +c.change_id = :change)
     ORDER BY e.seq DESC LIMIT 1) AS later
  FROM json_each(:ids) given JOIN memories m ON m.public_id = given.value
  WHERE EXISTS (SELECT 1 FROM memory_events c WHERE c.memory_id = m.id AND +c.change_id = :change)
  ORDER BY given.key`;

const appendSql = `
  INSERT INTO memory_events (id, change_id, memory_id, at, actor, action, before, after, superseded_before,
    superseded_after, confirmations, undoes, conversation_id, message_id)
  VALUES (:id, :change_id, :memory_id, :at, :actor, :action, :before, :after, :superseded_before,
    :superseded_after, :confirmations, :undoes, :conversation_id, :message_id)`;
