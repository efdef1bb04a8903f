import type { Database, Statement } from 'better-sqlite3';
import type { Cue, MemoryValue } from '#shared/memory/memory.ts';
import { segmentWords } from './segment-words.ts';

interface UnitRow {
  readonly id: number;
  readonly cue_kind: Cue['kind'] | null;
  readonly text: string;
}

/** The indexed pieces of memories: text, then cues. Triggers of the schema keep the word index in step with them. */
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
   * Makes the units of a memory those of `value`. A piece that stays the same keeps its unit and with it its vectors, so
   * a changed cue does not cost the text its place in a search by meaning. Removed units must be out of the vector index.
   */
  set(memoryRow: number, value: MemoryValue): void {
    const kept = this.#ofMemory.all(memoryRow);
    const pieces = [{ kind: null, text: value.text }, ...value.cues];
    const found = pieces.map((piece) => {
      const index = kept.findIndex((unit) => unit.cue_kind === piece.kind && unit.text === piece.text);
      return index === -1 ? undefined : kept.splice(index, 1)[0];
    });
    for (const unit of kept) this.#delete.run(unit.id);
    pieces.forEach((piece, ordinal) => {
      const unit = found[ordinal];
      if (unit === undefined) this.#add(memoryRow, ordinal, piece.kind, piece.text);
      else this.#move.run(ordinal, unit.id);
    });
  }

  #add(memoryRow: number, ordinal: number, kind: Cue['kind'] | null, text: string): void {
    const words = segmentWords(text);
    this.#insert.run(memoryRow, ordinal, kind, text, words === text ? null : words);
  }
}
