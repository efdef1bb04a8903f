import type { Database, Statement } from 'better-sqlite3';
import type { Cue, MemoryValue } from '#shared/memory/memory.ts';
import { segmentWords } from './segment-words.ts';

interface UnitRow {
  readonly id: number;
  readonly cue_kind: Cue['kind'] | null;
  readonly text: string;
}

/** The indexed units of memories: the text (ordinal 0) and its cues. Triggers keep the full-text index in sync. */
export class MemoryUnits {
  readonly #ofMemory: Statement<[number], UnitRow>;
  readonly #insert: Statement<[number, number, Cue['kind'] | null, string, string | null]>;
  readonly #move: Statement<[number, number]>;
  readonly #delete: Statement<[number]>;

  constructor(database: Database) {
    this.#ofMemory = database.prepare(
      'SELECT id, cue_kind, text FROM memory_units WHERE memory_id = ? ORDER BY ordinal',
    );
    this.#insert = database.prepare(
      'INSERT INTO memory_units (memory_id, ordinal, cue_kind, text, words) VALUES (?, ?, ?, ?, ?)',
    );
    this.#move = database.prepare('UPDATE memory_units SET ordinal = ? WHERE id = ?');
    this.#delete = database.prepare('DELETE FROM memory_units WHERE id = ?');
  }

  /** Unit ids in the order text, cue 0, cue 1 … */
  ids(memoryRow: number): number[] {
    return this.#ofMemory.all(memoryRow).map((unit) => unit.id);
  }

  /**
   * Sets a memory's units. An unchanged unit keeps its id and thus its vectors, so a changed cue does not take the text
   * out of search by meaning. Removed units must already be out of the vector index.
   */
  set(memoryRow: number, value: MemoryValue): void {
    const unused = this.#ofMemory.all(memoryRow);
    const wanted = [{ kind: null, text: value.text }, ...value.cues];
    const existing = wanted.map(({ kind, text }) => {
      const index = unused.findIndex((unit) => unit.cue_kind === kind && unit.text === text);
      return index === -1 ? undefined : unused.splice(index, 1)[0];
    });
    for (const unit of unused) this.#delete.run(unit.id);
    wanted.forEach(({ kind, text }, ordinal) => {
      const unit = existing[ordinal];
      if (unit === undefined) this.#add(memoryRow, ordinal, kind, text);
      else this.#move.run(ordinal, unit.id);
    });
  }

  #add(memoryRow: number, ordinal: number, kind: Cue['kind'] | null, text: string): void {
    const words = segmentWords(text);
    this.#insert.run(memoryRow, ordinal, kind, text, words === text ? null : words);
  }
}
