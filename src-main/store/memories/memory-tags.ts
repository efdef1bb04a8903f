import type { Database, Statement } from 'better-sqlite3';
import { sortedTags } from './memory-row.ts';

/** Tags of memories. Call within a transaction. */
export class MemoryTags {
  readonly #ofMemory: Statement<[number], string>;
  readonly #insert: Statement<[number, string]>;
  readonly #delete: Statement<[number]>;

  constructor(database: Database) {
    this.#ofMemory = database
      .prepare<[number], string>('SELECT tag FROM memory_tags WHERE memory_id = ? ORDER BY tag')
      .pluck();
    this.#insert = database.prepare('INSERT INTO memory_tags (memory_id, tag) VALUES (?, ?)');
    this.#delete = database.prepare('DELETE FROM memory_tags WHERE memory_id = ?');
  }

  set(memoryRow: number, tags: readonly string[]): void {
    const wanted = sortedTags(tags);
    if (JSON.stringify(wanted) === JSON.stringify(this.#ofMemory.all(memoryRow))) return;
    this.#delete.run(memoryRow);
    for (const tag of wanted) this.#insert.run(memoryRow, tag);
  }
}
