import type { Database, Statement } from 'better-sqlite3';
import { TuteeError } from '#shared/errors.ts';
import type { Memory, MemorySource, MemoryValue } from '#shared/memory/memory.ts';
import {
  changedColumns,
  memorySelect,
  hasSameContent,
  scopeKey,
  sortedTags,
  sourceColumns,
  toMemory,
  valueColumns,
} from './memory-row.ts';
import type { MemoryRow } from './memory-row.ts';
import { MemoryTags } from './memory-tags.ts';
import { MemoryUnits } from './memory-units.ts';
import type { UnitVectors, VectorIndex } from '../vectors/vector-index.ts';

/** A memory with its row number and that of its successor, which stay inside the store. */
export interface StoredMemory {
  readonly row: number;
  readonly memory: Memory;
  /** Null when there is none. */
  readonly successor: number | null;
}

export interface NewRecord {
  readonly id: string;
  readonly value: MemoryValue;
  readonly source: MemorySource;
  readonly vectors: UnitVectors | null;
  readonly at: number;
}

export interface RecordChange {
  readonly value: MemoryValue;
  /** Row of the memory that replaced this one. */
  readonly supersededBy: number | null;
  readonly vectors: UnitVectors | null;
  readonly at: number;
}

/**
 * Memories as records. Owns that a memory's row, units, words, tags and vectors change together; history and conflicts
 * are kept by its callers, who also give the transaction. Knows nothing of why a memory changes.
 */
export class MemoryRecords {
  readonly #database: Database;
  readonly #units: MemoryUnits;
  readonly #tags: MemoryTags;
  readonly #vectors: VectorIndex;
  readonly #byId: Statement<[string], MemoryRow>;
  readonly #byIds: Statement<[string], MemoryRow>;
  readonly #byRow: Statement<[number], MemoryRow>;
  readonly #byRows: Statement<[string], MemoryRow>;
  readonly #insert: Statement<[Record<string, unknown>]>;
  /** By the columns that they set. */
  readonly #updates = new Map<string, Statement<[Record<string, unknown>]>>();
  readonly #confirm: Statement<[number, number]>;
  readonly #use: Statement<[{ at: number; id: string }]>;

  constructor(database: Database, vectors: VectorIndex) {
    this.#database = database;
    this.#units = new MemoryUnits(database);
    this.#tags = new MemoryTags(database);
    this.#vectors = vectors;
    this.#byId = database.prepare(`${memorySelect} WHERE m.public_id = ?`);
    this.#byIds = database.prepare(`${memorySelect} WHERE m.public_id IN (SELECT value FROM json_each(?))`);
    this.#byRow = database.prepare(`${memorySelect} WHERE m.id = ?`);
    this.#byRows = database.prepare(`${memorySelect} WHERE m.id IN (SELECT value FROM json_each(?))`);
    this.#insert = database.prepare(insertSql);
    this.#confirm = database.prepare(
      'UPDATE memories SET confirm_count = max(0, confirm_count + ?) WHERE id = ?',
    );
    this.#use = database.prepare(
      `UPDATE memories SET use_count = use_count + 1, last_used_at = max(coalesce(last_used_at, 0), :at)
       WHERE public_id = :id`,
    );
  }

  find(id: string): StoredMemory | undefined {
    const row = this.#byId.get(id);
    return row === undefined ? undefined : toStored(row);
  }

  /** Stored memories by id; missing ones are left out. A batch costs a twentieth of single reads. */
  findStored(ids: readonly string[]): Map<string, StoredMemory> {
    return new Map(this.#byIds.all(JSON.stringify(ids)).map((row) => [row.public_id, toStored(row)]));
  }

  /** In the order of the ids; missing ones are left out. */
  findAll(ids: readonly string[]): Memory[] {
    const found = this.findStored(ids);
    return ids.flatMap((id) => found.get(id)?.memory ?? []);
  }

  /** Throws `not_found`. */
  need(id: string): StoredMemory {
    const found = this.find(id);
    if (found === undefined)
      throw new TuteeError('not_found', 'That memory is not there any more.', { detail: id });
    return found;
  }

  atRow(row: number): Memory {
    const found = this.#byRow.get(row);
    if (found === undefined) throw new Error(`There is no memory in row ${row}`);
    return toMemory(found);
  }

  /** Memories by row; missing ones are left out. A batch costs a twentieth of single reads. */
  atRows(rows: readonly number[]): Map<number, Memory> {
    return new Map(this.#byRows.all(JSON.stringify(rows)).map((row) => [row.id, toMemory(row)]));
  }

  add(record: NewRecord): number {
    const { id, value, source, at } = record;
    const row = Number(
      this.#insert.run({ ...valueColumns(value), ...sourceColumns(source), public_id: id, at })
        .lastInsertRowid,
    );
    this.#units.set(row, value);
    this.#tags.set(row, value.tags);
    if (record.vectors !== null) this.#vectors.store(this.#units.ids(row), record.vectors);
    if (value.status === 'active') this.#vectors.addToSearch(row);
    return row;
  }

  /**
   * Updates only the columns that differ: SQLite rewrites the indexes of every column that is set, even to the same
   * value.
   */
  change(stored: Omit<StoredMemory, 'successor'>, change: RecordChange): void {
    const { row, memory } = stored;
    const same = hasSameContent(memory, change.value);
    const { status } = change.value;
    const moved = scopeKey(memory.scope) !== scopeKey(change.value.scope);
    const reindexed =
      !same || moved || change.vectors !== null || (memory.status === 'active') !== (status === 'active');
    if (reindexed) this.#vectors.removeFromSearch(row);
    this.#update(row, {
      ...changedColumns(memory, change.value),
      superseded_by: change.supersededBy,
      ...(same ? {} : { updated_at: change.at }),
      ...(status === memory.status ? {} : { status_since: change.at }),
    });
    if (!same) this.#units.set(row, change.value);
    if (!sameTags(memory.tags, change.value.tags)) this.#tags.set(row, change.value.tags);
    if (change.vectors !== null) this.#vectors.store(this.#units.ids(row), change.vectors);
    if (reindexed && status === 'active') this.#vectors.addToSearch(row);
  }

  #update(row: number, columns: Record<string, unknown>): void {
    const names = Object.keys(columns);
    const key = names.join();
    const statement =
      this.#updates.get(key) ??
      this.#database.prepare<[Record<string, unknown>]>(
        `UPDATE memories SET ${names.map((name) => `${name} = :${name}`).join(', ')} WHERE id = :row`,
      );
    this.#updates.set(key, statement);
    statement.run({ ...columns, row });
  }

  /** @param by the change of the confirmation count. */
  confirm(row: number, by: number): void {
    this.#confirm.run(by, row);
  }

  /** Counts one use; does nothing when the memory is gone. */
  use(id: string, at: number): void {
    this.#use.run({ id, at });
  }
}

const insertSql = `
  INSERT INTO memories (public_id, kind, text_key, subject, scope_type, scope_id, status, pinned, private, valid_until,
    origin, source_conversation_id, source_message_id, quote, created_at, updated_at, status_since)
  VALUES (:public_id, :kind, :text_key, :subject, :scope_type, :scope_id, :status, :pinned, :private, :valid_until,
    :origin, :source_conversation_id, :source_message_id, :quote, :at, :at, :at)`;

function toStored(row: MemoryRow): StoredMemory {
  return { row: row.id, memory: toMemory(row), successor: row.superseded_row };
}

function sameTags(one: readonly string[], other: readonly string[]): boolean {
  return JSON.stringify(sortedTags(one)) === JSON.stringify(sortedTags(other));
}
