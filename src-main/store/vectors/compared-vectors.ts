import type { Database, Statement } from 'better-sqlite3';
import { dataVersionOf } from '../database/data-version.ts';
import { blobVector } from './vector-blob.ts';

/** How alike a memory is to a vector. */
export interface ComparedMemory {
  /** Which of its cues is nearest, from 0; null when the text is. */
  readonly cue: number | null;
  /** -1..1 */
  readonly cosine: number;
  /** Of its text alone; null when only cues have vectors. */
  readonly text: number | null;
}

/** A text (ordinal 0) or cue of a memory, its vector brought to length one. */
interface Unit {
  readonly ordinal: number;
  readonly vector: Float32Array;
}

type UnitRow = readonly [place: number, ordinal: number, vector: Buffer];

/** All vectors of some 15,000 memories; beyond that all are read anew. */
const mostBytes = 32 * 2 ** 20;

/**
 * Compares given memories with a vector. Every recall compares hundreds of standing memories, most of them the same as before, and
 * reading their vectors takes longer than all else of it; so they are kept once they were read, for the embedder asked last. The
 * file remains the truth: what changes is dropped, and a write by another connection drops all.
 */
export class ComparedVectors {
  readonly #dataVersion: () => number | undefined;
  readonly #read: Statement<[string, number], UnitRow>;
  readonly #idOf: Statement<[number], string>;
  readonly #kept = new Map<string, readonly Unit[]>();
  #bytes = 0;
  #embedder: number | undefined;
  #version: number | undefined;

  constructor(database: Database) {
    this.#dataVersion = dataVersionOf(database);
    this.#read = database
      .prepare<[string, number], UnitRow>(
        `SELECT given.key, u.ordinal, v.vector
         FROM json_each(?) given CROSS JOIN memories m ON m.public_id = given.value
           CROSS JOIN memory_units u ON u.memory_id = m.id
           CROSS JOIN unit_vectors v ON v.embedder_id = ? AND v.unit_id = u.id`,
      )
      .raw();
    this.#idOf = database.prepare<[number], string>('SELECT public_id FROM memories WHERE id = ?').pluck();
  }

  /** Each of these memories that has a vector, by its best unit. By their ids. */
  compare(vector: Float32Array, embedder: number, memoryIds: readonly string[]): Map<string, ComparedMemory> {
    this.#keepInStep(embedder);
    this.#bring(memoryIds.filter((id) => !this.#kept.has(id)));
    const wanted = ofLengthOne(vector);
    const compared = new Map<string, ComparedMemory>();
    for (const id of memoryIds) {
      const units = this.#kept.get(id) ?? [];
      if (units.length > 0) compared.set(id, nearestUnit(units, wanted));
    }
    return compared;
  }

  /** To be told of each memory whose units or vectors change. */
  drop(memoryRow: number): void {
    this.#kept.delete(this.#idOf.get(memoryRow) ?? '');
  }

  #keepInStep(embedder: number): void {
    const version = this.#dataVersion();
    if (embedder !== this.#embedder || version !== this.#version || this.#bytes > mostBytes) {
      this.#kept.clear();
      this.#bytes = 0;
    }
    this.#embedder = embedder;
    this.#version = version;
  }

  #bring(ids: readonly string[]): void {
    if (ids.length === 0) return;
    // Ids begin with a time: in their order, what was learned together is read together.
    const sorted = ids.toSorted();
    const read = new Map<string, Unit[]>(sorted.map((id) => [id, []]));
    for (const [place, ordinal, blob] of this.#read.iterate(JSON.stringify(sorted), this.#embedder ?? 0)) {
      read.get(sorted[place] ?? '')?.push({ ordinal, vector: ofLengthOne(blobVector(blob)) });
      this.#bytes += blob.length;
    }
    for (const [id, units] of read) this.#kept.set(id, units);
  }
}

function nearestUnit(units: readonly Unit[], wanted: Float32Array): ComparedMemory {
  let best = -2;
  let nearest = 0;
  let text: number | null = null;
  for (const { ordinal, vector } of units) {
    // Rounding may bring a cosine a little beyond one.
    const cosine = Math.max(-1, Math.min(1, dotProduct(vector, wanted)));
    if (ordinal === 0) text = cosine;
    if (cosine <= best) continue;
    best = cosine;
    nearest = ordinal;
  }
  return { cue: nearest === 0 ? null : nearest - 1, cosine: best, text };
}

/** Of two vectors of equal length. Four sums at a time: one alone would wait for itself at every step. */
function dotProduct(a: Float32Array, b: Float32Array): number {
  const whole = a.length - (a.length % 4);
  let [first, second, third, fourth] = [0, 0, 0, 0];
  for (let index = 0; index < whole; index += 4) {
    first += (a[index] ?? 0) * (b[index] ?? 0);
    second += (a[index + 1] ?? 0) * (b[index + 1] ?? 0);
    third += (a[index + 2] ?? 0) * (b[index + 2] ?? 0);
    fourth += (a[index + 3] ?? 0) * (b[index + 3] ?? 0);
  }
  for (let index = whole; index < a.length; index += 1) first += (a[index] ?? 0) * (b[index] ?? 0);
  return first + second + third + fourth;
}

/** Zero stays zero. */
function ofLengthOne(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dotProduct(vector, vector));
  return length === 0 ? vector : vector.map((part) => part / length);
}
