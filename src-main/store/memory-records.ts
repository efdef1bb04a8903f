import type { Database, Statement } from 'better-sqlite3';
import { TuteeError } from '#shared/errors.ts';
import type { Memory, MemorySource, MemoryValue } from '#shared/memory.ts';
import { memorySelect, saysTheSame, scopeKey, sourceColumns, toMemory, valueColumns } from './memory-row.ts';
import type { MemoryRow } from './memory-row.ts';
import { MemoryTags } from './memory-tags.ts';
import { MemoryUnits } from './memory-units.ts';
import type { UnitVectors, VectorIndex } from './vector-index.ts';

/** A memory with the number of its row, which nothing outside the store sees. */
export interface StoredMemory {
  readonly row: number;
  readonly memory: Memory;
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
 * One memory as one thing: its row, units, words and vectors are only ever changed together, by the methods here. Callers
 * give the transaction around them.
 */
export class MemoryRecords {
  readonly #units: MemoryUnits;
  readonly #tags: MemoryTags;
  readonly #vectors: VectorIndex;
  readonly #byId: Statement<[string], MemoryRow>;
  readonly #byIds: Statement<[string], MemoryRow>;
  readonly #byRow: Statement<[number], MemoryRow>;
  readonly #byRows: Statement<[string], MemoryRow>;
  readonly #insert: Statement<[Record<string, unknown>]>;
  readonly #update: Statement<[Record<string, unknown>]>;
  readonly #confirm: Statement<[number, number]>;
  readonly #use: Statement<[{ at: number; id: string }]>;

  constructor(database: Database, vectors: VectorIndex) {
    this.#units = new MemoryUnits(database);
    this.#tags = new MemoryTags(database);
    this.#vectors = vectors;
    this.#byId = database.prepare(`${memorySelect} WHERE m.public_id = ?`);
    this.#byIds = database.prepare(`${memorySelect} WHERE m.public_id IN (SELECT value FROM json_each(?))`);
    this.#byRow = database.prepare(`${memorySelect} WHERE m.id = ?`);
    this.#byRows = database.prepare(`${memorySelect} WHERE m.id IN (SELECT value FROM json_each(?))`);
    this.#insert = database.prepare(insertSql);
    this.#update = database.prepare(updateSql);
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
    return row === undefined ? undefined : { row: row.id, memory: toMemory(row) };
  }

  /** In the order of the ids; those that are gone are left out. */
  findAll(ids: readonly string[]): Memory[] {
    const found = new Map(
      this.#byIds.all(JSON.stringify(ids)).map((row) => [row.public_id, toMemory(row)] as const),
    );
    return ids.flatMap((id) => found.get(id) ?? []);
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

  /** Several at once, which costs a twentieth of one by one; rows that are gone are not in the answer. */
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
    if (value.status === 'active') this.#vectors.lift(row);
    return row;
  }

  change(stored: StoredMemory, change: RecordChange): void {
    const { row, memory } = stored;
    const same = saysTheSame(memory, change.value);
    const { status } = change.value;
    const moved = scopeKey(memory.scope) !== scopeKey(change.value.scope);
    const reindexed =
      !same || moved || change.vectors !== null || (memory.status === 'active') !== (status === 'active');
    if (reindexed) this.#vectors.lower(row);
    this.#update.run({
      ...valueColumns(change.value),
      superseded_by: change.supersededBy,
      updated_at: same ? memory.updatedAt : change.at,
      status_since: status === memory.status ? memory.statusSince : change.at,
      row,
    });
    if (!same) this.#units.set(row, change.value);
    this.#tags.set(row, change.value.tags);
    if (change.vectors !== null) this.#vectors.store(this.#units.ids(row), change.vectors);
    if (reindexed && status === 'active') this.#vectors.lift(row);
  }

  /** @param by how much the count of confirmations changes. */
  confirm(row: number, by: number): void {
    this.#confirm.run(by, row);
  }

  /** Counts one use; a memory that is gone is passed over. */
  use(id: string, at: number): void {
    this.#use.run({ id, at });
  }
}

const insertSql = `
  INSERT INTO memories (public_id, kind, text_key, subject, scope_type, scope_id, status, pinned, private, valid_until,
    origin, source_conversation_id, source_message_id, quote, created_at, updated_at, status_since)
  VALUES (:public_id, :kind, :text_key, :subject, :scope_type, :scope_id, :status, :pinned, :private, :valid_until,
    :origin, :source_conversation_id, :source_message_id, :quote, :at, :at, :at)`;

const updateSql = `
  UPDATE memories SET kind = :kind, text_key = :text_key, subject = :subject, scope_type = :scope_type,
    scope_id = :scope_id, status = :status, pinned = :pinned, private = :private, valid_until = :valid_until,
    superseded_by = :superseded_by, updated_at = :updated_at, status_since = :status_since
  WHERE id = :row`;
