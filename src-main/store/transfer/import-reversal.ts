import type { Database, Statement } from 'better-sqlite3';
import { parseValue } from '../memories/memory-history.ts';
import type { EventRow } from '../memories/memory-history.ts';
import type { MemoryRecords } from '../memories/memory-records.ts';
import type { VectorIndex } from '../vectors/vector-index.ts';

export interface Reverted {
  /** Memories removed by this step. */
  readonly removed: number;
  /** Memories restored by this step. */
  readonly restored: number;
  /** True when another call is needed. */
  readonly hasMore: boolean;
}

interface Item {
  readonly memory_id: number;
  /** `updated_at` before the import; null for added memories. */
  readonly updated_before: number | null;
}

/**
 * Reverts an import as if it had never been: restores changed memories and removes added ones with their history. The
 * order matters, because memories and events refer to each other: first changed memories, then links and events of
 * added ones, then those themselves. Each step records its progress, so the reversal can stop and continue at any
 * point.
 */
export class ImportReversal {
  readonly #records: MemoryRecords;
  readonly #vectors: VectorIndex;
  readonly #keepChanged: Statement<[string]>;
  readonly #keepReferenced: Statement<[{ import: string }]>;
  readonly #items: Statement<[string, string, number], Item>;
  readonly #restoreSince: Statement<[{ row: number }]>;
  readonly #deleteItem: Statement<[string, number]>;
  readonly #deleteOwnEvents: Statement<[string, number]>;
  readonly #restoreEvents: Statement<[number, string], EventRow>;
  readonly #unlink: Statement<[number]>;
  readonly #deleteEvents: Statement<[number]>;
  readonly #noteUnlinked: Statement<[string, number]>;
  readonly #deleteUnits: Statement<[number]>;
  readonly #deleteMemory: Statement<[number]>;
  readonly #deleteImport: Statement<[string]>;

  constructor(database: Database, records: MemoryRecords, vectors: VectorIndex) {
    this.#records = records;
    this.#vectors = vectors;
    this.#keepChanged = database.prepare(keepChangedSql);
    this.#keepReferenced = database.prepare(keepReferencedSql);
    this.#items = database.prepare(
      'SELECT memory_id, updated_before FROM import_items WHERE import_id = ? AND action = ? LIMIT ?',
    );
    this.#restoreSince = database.prepare(restoreSinceSql);
    this.#deleteItem = database.prepare('DELETE FROM import_items WHERE import_id = ? AND memory_id = ?');
    this.#deleteOwnEvents = database.prepare(
      'DELETE FROM memory_events WHERE change_id = ? AND memory_id = ?',
    );
    this.#restoreEvents = database.prepare(
      'SELECT * FROM memory_events WHERE memory_id = ? AND change_id = ? ORDER BY seq LIMIT 1',
    );
    this.#unlink = database.prepare('UPDATE memories SET superseded_by = NULL WHERE id = ?');
    this.#deleteEvents = database.prepare('DELETE FROM memory_events WHERE memory_id = ?');
    this.#noteUnlinked = database.prepare(
      `UPDATE import_items SET action = 'unlinked' WHERE import_id = ? AND memory_id = ?`,
    );
    this.#deleteUnits = database.prepare('DELETE FROM memory_units WHERE memory_id = ?');
    this.#deleteMemory = database.prepare('DELETE FROM memories WHERE id = ?');
    this.#deleteImport = database.prepare('DELETE FROM imports WHERE id = ?');
  }

  /** Excludes memories that changed after the import, and those they refer to, from the reversal. Returns how many. */
  keepChanged(importId: string): number {
    let kept = this.#keepChanged.run(importId).changes;
    for (let named = -1; named !== 0; kept += named)
      named = this.#keepReferenced.run({ import: importId }).changes;
    return kept;
  }

  step(importId: string, limit: number): Reverted {
    const changed = this.#items.all(importId, 'changed', limit);
    for (const item of changed) this.#restore(importId, item);
    if (changed.length > 0) return { removed: 0, restored: changed.length, hasMore: true };
    const added = this.#items.all(importId, 'added', limit);
    for (const { memory_id } of added) {
      this.#unlink.run(memory_id);
      this.#deleteEvents.run(memory_id);
      this.#noteUnlinked.run(importId, memory_id);
    }
    if (added.length > 0) return { removed: 0, restored: 0, hasMore: true };
    const unlinked = this.#items.all(importId, 'unlinked', limit);
    for (const { memory_id } of unlinked) this.#remove(memory_id);
    if (unlinked.length === 0) this.#deleteImport.run(importId);
    return { removed: unlinked.length, restored: 0, hasMore: unlinked.length > 0 };
  }

  #restore(importId: string, item: Item): void {
    const row = item.memory_id;
    const event = this.#restoreEvents.get(row, importId);
    if (event?.before !== undefined && event.before !== null) {
      const memory = this.#records.atRow(row);
      this.#records.change(
        { row, memory },
        {
          value: parseValue(event.before),
          supersededBy: event.superseded_before,
          vectors: null,
          at: item.updated_before ?? memory.updatedAt,
        },
      );
    }
    this.#deleteOwnEvents.run(importId, row);
    this.#restoreSince.run({ row });
    this.#deleteItem.run(importId, row);
  }

  #remove(row: number): void {
    this.#vectors.removeFromSearch(row);
    this.#deleteUnits.run(row);
    this.#deleteMemory.run(row);
  }
}

/** Uses and confirmations do not count as changes. */
const keepChangedSql = `
  DELETE FROM import_items WHERE import_id = ? AND EXISTS (
    SELECT 1 FROM memory_events e WHERE e.memory_id = import_items.memory_id AND e.seq > import_items.seq
      AND NOT (e.before IS e.after AND e.superseded_before IS e.superseded_after))`;

/** Restores from history when the current status began. */
const restoreSinceSql = `
  UPDATE memories SET status_since = coalesce(
    (SELECT e.at FROM memory_events e WHERE e.memory_id = :row AND e.before ->> '$.status' IS NOT e.after ->> '$.status'
     ORDER BY e.seq DESC LIMIT 1), created_at)
  WHERE id = :row`;

/** Added memories to which a memory outside the import refers, as its successor now or in its history. */
const keepReferencedSql = `
  DELETE FROM import_items WHERE import_id = :import AND action <> 'changed' AND (
    EXISTS (SELECT 1 FROM memories m WHERE m.superseded_by = import_items.memory_id AND m.id NOT IN own)
    OR EXISTS (SELECT 1 FROM memory_events e WHERE e.superseded_after = import_items.memory_id
      AND e.memory_id NOT IN own)
    OR EXISTS (SELECT 1 FROM memory_events e WHERE e.superseded_before = import_items.memory_id
      AND e.memory_id NOT IN own))`.replaceAll(
  'NOT IN own',
  'NOT IN (SELECT memory_id FROM import_items WHERE import_id = :import)',
);
