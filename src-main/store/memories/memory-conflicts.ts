import type { Database, Statement } from 'better-sqlite3';
import type { Memory } from '#shared/memory/memory.ts';
import type { MemoryRecords } from './memory-records.ts';
import { uuid7 } from '../database/uuid7.ts';

/** Two active memories that contradict each other. */
export interface Conflict {
  readonly id: string;
  readonly older: Memory;
  readonly newer: Memory;
  readonly reason: string;
  readonly foundAt: number;
}

/** Two memories in an open conflict. */
export interface ConflictingIds {
  readonly older: string;
  readonly newer: string;
}

interface ConflictRow {
  readonly id: string;
  readonly older_id: number;
  readonly newer_id: number;
  readonly reason: string;
  readonly found_at: number;
}

/**
 * Conflicts that only the user can resolve. A conflict is open while both memories are active: whatever deactivates one
 * resolves it, and undoing that reopens it. Call within a transaction.
 */
export class MemoryConflicts {
  readonly #records: MemoryRecords;
  readonly #insert: Statement<[string, number, number, string, number]>;
  readonly #open: Statement<[number, number], ConflictRow>;
  readonly #countOpen: Statement<[], number>;
  readonly #pairs: Statement<[], ConflictingIds>;
  readonly #byId: Statement<[string], ConflictRow>;
  readonly #ofMemory: Statement<[{ memory: string }], ConflictRow>;
  readonly #keepBoth: Statement<[number, string]>;

  constructor(database: Database, records: MemoryRecords) {
    this.#records = records;
    this.#insert = database.prepare(
      `INSERT OR IGNORE INTO memory_conflicts (id, older_id, newer_id, reason, found_at) VALUES (?, ?, ?, ?, ?)`,
    );
    this.#open = database.prepare(
      `SELECT c.* ${openConflicts} ORDER BY c.found_at DESC, c.id DESC LIMIT ? OFFSET ?`,
    );
    this.#countOpen = database.prepare<[], number>(`SELECT count(*) ${openConflicts}`).pluck();
    this.#pairs = database.prepare(`SELECT o.public_id AS older, n.public_id AS newer ${openConflicts}`);
    this.#byId = database.prepare('SELECT * FROM memory_conflicts WHERE id = ?');
    this.#ofMemory = database.prepare(
      `SELECT c.* ${openConflicts} AND (o.public_id = :memory OR n.public_id = :memory) ORDER BY c.found_at DESC`,
    );
    this.#keepBoth = database.prepare('UPDATE memory_conflicts SET kept_both_at = ? WHERE id = ?');
  }

  /** Adds a conflict unless the pair is known, also when the user chose to keep both. Throws `not_found`. */
  add(newerId: string, olderId: string, reason: string, at: number): void {
    const newer = this.#records.need(newerId).row;
    const older = this.#records.need(olderId).row;
    if (newer !== older) this.#insert.run(uuid7(), older, newer, reason, at);
  }

  /** Newest first. */
  open(limit: number, offset: number): { items: Conflict[]; total: number } {
    const items = this.#open.all(limit, offset).map((row) => this.#toConflict(row));
    return { items, total: this.#countOpen.get() ?? 0 };
  }

  /** Of all open conflicts. */
  ids(): ConflictingIds[] {
    return this.#pairs.all();
  }

  find(id: string): Conflict | undefined {
    const row = this.#byId.get(id);
    return row === undefined ? undefined : this.#toConflict(row);
  }

  ofMemory(memoryId: string): Conflict[] {
    return this.#ofMemory.all({ memory: memoryId }).map((row) => this.#toConflict(row));
  }

  keepBoth(id: string, at: number): void {
    this.#keepBoth.run(at, id);
  }

  #toConflict(row: ConflictRow): Conflict {
    return {
      id: row.id,
      older: this.#records.atRow(row.older_id),
      newer: this.#records.atRow(row.newer_id),
      reason: row.reason,
      foundAt: row.found_at,
    };
  }
}

const openConflicts = `
  FROM memory_conflicts c JOIN memories o ON o.id = c.older_id JOIN memories n ON n.id = c.newer_id
  WHERE c.kept_both_at IS NULL AND o.status = 'active' AND n.status = 'active'`;
