import type { Database, Statement } from 'better-sqlite3';
import { blobVector, cosine } from './vector-blob.ts';

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
  readonly vector: Float32Array;
}

interface Kept {
  readonly row: number;
  readonly units: ComparedUnit[];
}

/** About 6 MB at 256 dimensions and two units a memory. */
const mostKept = 3_000;

/**
 * Exact comparison of given memories with a vector. Each recall compares the standing memories anew, so their vectors are kept
 * at hand for the embedder asked last. The file remains the truth: what changes is dropped here, and a write by another
 * connection drops all.
 */
export class MemoryComparison {
  readonly #database: Database;
  readonly #units: Statement<[string, number], UnitRow>;
  readonly #kept = new Map<string, Kept>();
  readonly #idOfRow = new Map<number, string>();
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
    this.#keepInStep(embedder);
    if (this.#kept.size > mostKept) this.dropAll();
    this.#read(memoryIds.filter((id) => !this.#kept.has(id)));
    return memoryIds.flatMap((memoryId) => {
      const kept = this.#kept.get(memoryId);
      return kept === undefined ? [] : [nearestUnit(memoryId, kept.units, vector)];
    });
  }

  /** To be told of each memory whose vectors or status change. */
  drop(memoryRow: number): void {
    const id = this.#idOfRow.get(memoryRow);
    if (id === undefined) return;
    this.#kept.delete(id);
    this.#idOfRow.delete(memoryRow);
  }

  dropAll(): void {
    this.#kept.clear();
    this.#idOfRow.clear();
  }

  #keepInStep(embedder: number): void {
    const version = this.#database.pragma('data_version', { simple: true });
    if (embedder !== this.#embedder || version !== this.#version) this.dropAll();
    this.#embedder = embedder;
    this.#version = version;
  }

  #read(missing: readonly string[]): void {
    if (missing.length === 0) return;
    for (const { row, memoryId, cue, vector } of this.#units.iterate(
      JSON.stringify(missing),
      this.#embedder ?? 0,
    )) {
      const kept = this.#kept.get(memoryId) ?? { row, units: [] };
      kept.units.push({ cue, vector: blobVector(vector) });
      this.#kept.set(memoryId, kept);
      this.#idOfRow.set(row, memoryId);
    }
  }
}

function nearestUnit(memoryId: string, units: readonly ComparedUnit[], vector: Float32Array): ComparedMemory {
  let best = -2;
  let cue: string | null = null;
  let text: number | null = null;
  for (const unit of units) {
    const alike = cosine(vector, unit.vector);
    if (unit.cue === null) text = alike;
    if (alike <= best) continue;
    best = alike;
    cue = unit.cue;
  }
  return { memoryId, cue, cosine: best, text };
}
