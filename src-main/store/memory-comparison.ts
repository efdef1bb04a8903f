import type { Database, Statement } from 'better-sqlite3';
import { Rows } from './rows.ts';
import { blobVector, ofLengthOne } from './vector-blob.ts';

/** How alike a memory is to a vector. */
export interface ComparedMemory {
  readonly memoryId: string;
  /** The cue that is nearest; null when the text is. */
  readonly cue: string | null;
  readonly cosine: number;
  /** Of its text alone; null when only cues have vectors. */
  readonly text: number | null;
}

interface UnitRow {
  readonly row: number;
  readonly memoryId: string;
  readonly cue: string | null;
  readonly vector: Buffer;
}

interface ComparedUnit {
  readonly cue: string | null;
  /** Where its vector is, brought to length one. */
  readonly slot: number;
}

interface Kept {
  readonly row: number;
  readonly units: ComparedUnit[];
}

/** From so many memories on the newer half becomes the older: about 10 MB in all at 384 dimensions and two units a memory. */
const mostKept = 1_500;

/**
 * Exact comparison of given memories with a vector. Each recall compares the standing memories anew, so their vectors are kept
 * at hand for the embedder asked last; those that a recall brings once make room again. The file remains the truth: what changes is
 * dropped here, and a write by another connection drops all.
 */
export class MemoryComparison {
  readonly #database: Database;
  readonly #units: Statement<[string, number], UnitRow>;
  /** Asked for lately. When it is full it becomes the older half, and whatever is not asked for again goes with the next. */
  #kept = new Map<string, Kept>();
  #older = new Map<string, Kept>();
  readonly #idOfRow = new Map<number, string>();
  #vectors: Rows | undefined;
  #slots = 0;
  readonly #freeSlots: number[] = [];
  #embedder: number | undefined;
  #version: unknown;

  constructor(database: Database) {
    this.#database = database;
    this.#units = database.prepare(
      `SELECT m.id AS row, m.public_id AS memoryId, CASE WHEN u.ordinal > 0 THEN u.text END AS cue, v.vector
       FROM json_each(?) given CROSS JOIN memories m ON m.public_id = given.value AND m.status = 'active'
         CROSS JOIN memory_units u ON u.memory_id = m.id
         CROSS JOIN unit_vectors v ON v.embedder_id = ? AND v.unit_id = u.id`,
    );
  }

  /** Each of these active memories that has a vector, by its best unit; unordered. */
  compare(vector: Float32Array, embedder: number, memoryIds: readonly string[]): ComparedMemory[] {
    this.expect(embedder, memoryIds);
    const kept = memoryIds.flatMap((id) => this.#find(id) ?? []);
    const slots = kept.flatMap(({ units }) => units.map(({ slot }) => slot));
    const cosines = this.#vectors?.products(ofLengthOne(vector), slots);
    let at = 0;
    const compared = kept.map(({ row, units }) => {
      const nearest = nearestUnit(this.#idOfRow.get(row) ?? '', units, cosines?.subarray(at) ?? []);
      at += units.length;
      return nearest;
    });
    this.#makeRoom();
    return compared;
  }

  /** Brings the vectors of these memories into memory. */
  expect(embedder: number, memoryIds: readonly string[]): void {
    this.#keepInStep(embedder);
    this.#read(memoryIds.filter((id) => !this.#kept.has(id) && !this.#older.has(id)));
  }

  /** To be told of each memory whose vectors or status change. */
  drop(memoryRow: number): void {
    const id = this.#idOfRow.get(memoryRow);
    if (id === undefined) return;
    this.#free(this.#kept.get(id) ?? this.#older.get(id));
    this.#kept.delete(id);
    this.#older.delete(id);
    this.#idOfRow.delete(memoryRow);
  }

  dropAll(): void {
    this.#kept.clear();
    this.#older.clear();
    this.#idOfRow.clear();
    this.#freeSlots.length = 0;
    this.#slots = 0;
  }

  #keepInStep(embedder: number): void {
    const version = this.#database.pragma('data_version', { simple: true });
    if (embedder !== this.#embedder) this.#vectors = undefined;
    if (embedder !== this.#embedder || version !== this.#version) this.dropAll();
    this.#embedder = embedder;
    this.#version = version;
  }

  #find(id: string): Kept | undefined {
    const kept = this.#kept.get(id);
    if (kept !== undefined) return kept;
    const older = this.#older.get(id);
    if (older !== undefined) this.#keep(id, older);
    return older;
  }

  #keep(id: string, kept: Kept): void {
    this.#kept.set(id, kept);
    this.#idOfRow.set(kept.row, id);
  }

  #makeRoom(): void {
    if (this.#kept.size < mostKept) return;
    for (const [id, kept] of this.#older) {
      if (this.#kept.has(id)) continue;
      this.#idOfRow.delete(kept.row);
      this.#free(kept);
    }
    this.#older = this.#kept;
    this.#kept = new Map();
  }

  #read(missing: readonly string[]): void {
    if (missing.length === 0) return;
    const found = new Map<string, Kept>();
    for (const unit of this.#units.iterate(JSON.stringify(missing), this.#embedder ?? 0)) {
      const kept = found.get(unit.memoryId) ?? { row: unit.row, units: [] };
      kept.units.push({ cue: unit.cue, slot: this.#put(blobVector(unit.vector)) });
      found.set(unit.memoryId, kept);
    }
    for (const [id, kept] of found) this.#keep(id, kept);
  }

  #put(vector: Float32Array): number {
    this.#vectors ??= new Rows(vector.byteLength);
    const slot = this.#freeSlots.pop() ?? this.#slots++;
    this.#vectors.set(slot, ofLengthOne(vector));
    return slot;
  }

  #free(kept: Kept | undefined): void {
    for (const { slot } of kept?.units ?? []) this.#freeSlots.push(slot);
  }
}

/** @param cosines of its units, in their order, first in what may be a longer list */
function nearestUnit(
  memoryId: string,
  units: readonly ComparedUnit[],
  cosines: ArrayLike<number>,
): ComparedMemory {
  let best = -2;
  let cue: string | null = null;
  let text: number | null = null;
  for (const [index, unit] of units.entries()) {
    // Rounding may bring a cosine a little beyond one.
    const alike = Math.max(-1, Math.min(1, cosines[index] ?? 0));
    if (unit.cue === null) text = alike;
    if (alike <= best) continue;
    best = alike;
    cue = unit.cue;
  }
  return { memoryId, cue, cosine: best, text };
}
