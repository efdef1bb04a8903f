import type { Database, Statement } from 'better-sqlite3';
import { dataVersionOf } from '../database/data-version.ts';
import { blobVector } from './vector-blob.ts';

/** Similarity of a memory to a vector. */
export interface MemorySimilarity {
  /** Index of the nearest cue; null when the text is nearest. */
  readonly cue: number | null;
  /** Cosine of the nearest unit, -1..1. */
  readonly cosine: number;
  /** Cosine of the text; null when only cues have vectors. */
  readonly text: number | null;
}

/** A text (ordinal 0) or cue of a memory, with its vector normalised to length one. */
interface Unit {
  readonly ordinal: number;
  readonly vector: Float32Array;
}

type UnitRow = readonly [position: number, ordinal: number, vector: Buffer];

/** The vectors of about 15,000 memories; above that the cache is cleared. */
const MAX_BYTES = 32 * 2 ** 20;

/**
 * Computes similarities of given memories to a vector. Every recall scores hundreds of mostly the same standing
 * memories, and reading their vectors takes longer than everything else, so vectors of the last embedder are cached.
 * The file stays authoritative: a changed memory is dropped, and a write by another connection clears the cache.
 */
export class VectorCache {
  readonly #dataVersion: () => number | undefined;
  readonly #read: Statement<[string, number], UnitRow>;
  readonly #idOf: Statement<[number], string>;
  readonly #units = new Map<string, readonly Unit[]>();
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

  /** Similarity of the best unit of each memory, by id; memories without a vector are left out. */
  similarities(
    vector: Float32Array,
    embedder: number,
    memoryIds: readonly string[],
  ): Map<string, MemorySimilarity> {
    this.#invalidateIfStale(embedder);
    this.#load(memoryIds.filter((id) => !this.#units.has(id)));
    const query = normalised(vector);
    const result = new Map<string, MemorySimilarity>();
    for (const id of memoryIds) {
      const units = this.#units.get(id) ?? [];
      if (units.length > 0) result.set(id, nearestUnit(units, query));
    }
    return result;
  }

  /** Call for each memory whose units or vectors change. */
  drop(memoryRow: number): void {
    this.#units.delete(this.#idOf.get(memoryRow) ?? '');
  }

  #invalidateIfStale(embedder: number): void {
    const version = this.#dataVersion();
    if (embedder !== this.#embedder || version !== this.#version || this.#bytes > MAX_BYTES) {
      this.#units.clear();
      this.#bytes = 0;
    }
    this.#embedder = embedder;
    this.#version = version;
  }

  #load(ids: readonly string[]): void {
    if (ids.length === 0) return;
    // Ids start with a time, so sorting reads memories that were learned together from neighbouring pages.
    const sorted = ids.toSorted();
    const read = new Map<string, Unit[]>(sorted.map((id) => [id, []]));
    for (const [position, ordinal, blob] of this.#read.iterate(JSON.stringify(sorted), this.#embedder ?? 0)) {
      read.get(sorted[position] ?? '')?.push({ ordinal, vector: normalised(blobVector(blob)) });
      this.#bytes += blob.length;
    }
    for (const [id, units] of read) this.#units.set(id, units);
  }
}

function nearestUnit(units: readonly Unit[], query: Float32Array): MemorySimilarity {
  let best = -2;
  let nearest = 0;
  let text: number | null = null;
  for (const { ordinal, vector } of units) {
    // Rounding may push a cosine slightly beyond one.
    const cosine = Math.max(-1, Math.min(1, dotProduct(vector, query)));
    if (ordinal === 0) text = cosine;
    if (cosine <= best) continue;
    best = cosine;
    nearest = ordinal;
  }
  return { cue: nearest === 0 ? null : nearest - 1, cosine: best, text };
}

/** Dot product of two vectors of equal length. Four independent sums avoid waiting for each addition. */
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

/** A zero vector stays zero. */
function normalised(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dotProduct(vector, vector));
  return length === 0 ? vector : vector.map((part) => part / length);
}
