import type { Database, Statement } from 'better-sqlite3';
import { nextRound } from '../rounds/next-round.ts';
import { dataVersionOf } from './data-version.ts';
import { KeptVectors } from './kept-vectors.ts';
import type { KeptMemory } from './kept-vectors.ts';
import { blobVector, cosine } from './vector-blob.ts';

/** How alike a memory is to a vector. */
export interface ComparedMemory {
  /** The cue that is nearest; null when the text is. */
  readonly cue: string | null;
  readonly cosine: number;
  /** Of its text alone; null when only cues have vectors. */
  readonly text: number | null;
}

interface UnitRow {
  readonly row: number;
  readonly memoryId: string;
  readonly unit: number;
  readonly cue: string | null;
  readonly vector: Buffer;
}

interface ReadMemory {
  readonly memoryId: string;
  readonly row: number;
  readonly units: { readonly id: number; readonly cue: string | null; readonly vector: Float32Array }[];
}

/** All vectors of some 10,000 memories, or of twice as many at most. */
const mostKeptBytes = 16 * 2 ** 20;

/** Memories read between two breaths of the main loop: a few milliseconds. */
const memoriesPerBreath = 50;

/**
 * Exact comparison of memories with a vector, by memories and by single units. Each recall compares the standing memories anew,
 * so vectors are kept at hand for the embedder asked last: all of a usual store, and of a large one those that were asked for lately. The
 * file remains the truth: what changes is dropped here, and a write by another connection drops all.
 */
export class MemoryComparison {
  readonly #database: Database;
  readonly #dataVersion: () => number | undefined;
  readonly #units: Statement<[string, number], UnitRow>;
  readonly #vector: Statement<[number, number], Buffer>;
  readonly #memoriesOf: Statement<[string], string>;
  readonly #earlier: Statement<[number, number], { row: number; memoryId: string }>;
  readonly #kept: KeptVectors;
  /** Once there was no memory for the vectors they are read for each comparison. */
  #noRoom = false;
  #embedder: number | undefined;
  #version: unknown;
  /** What `warm` is at, or has done, for what is kept now. */
  #warming: object | undefined;

  constructor(database: Database, mostBytes = mostKeptBytes) {
    this.#database = database;
    this.#dataVersion = dataVersionOf(database);
    this.#kept = new KeptVectors(mostBytes);
    this.#units = database.prepare(
      `SELECT m.id AS row, m.public_id AS memoryId, u.id AS unit, CASE WHEN u.ordinal > 0 THEN u.text END AS cue, v.vector
       FROM json_each(?) given CROSS JOIN memories m ON m.public_id = given.value AND m.status = 'active'
         CROSS JOIN memory_units u ON u.memory_id = m.id
         CROSS JOIN unit_vectors v ON v.embedder_id = ? AND v.unit_id = u.id`,
    );
    this.#vector = database
      .prepare<[number, number], Buffer>(
        'SELECT vector FROM unit_vectors WHERE embedder_id = ? AND unit_id = ?',
      )
      .pluck();
    this.#memoriesOf = database
      .prepare<[string], string>(
        `SELECT DISTINCT m.public_id FROM json_each(?) given CROSS JOIN memory_units u ON u.id = given.value
           CROSS JOIN memories m ON m.id = u.memory_id`,
      )
      .pluck();
    // Any index would mean to sort all of them for each page.
    this.#earlier = database.prepare(
      `SELECT m.id AS row, m.public_id AS memoryId FROM memories m NOT INDEXED WHERE m.id < ? AND m.status = 'active' ORDER BY m.id DESC LIMIT ?`,
    );
  }

  /** Each of these active memories that has a vector, by its best unit. By the memories' ids. */
  compare(vector: Float32Array, embedder: number, memoryIds: readonly string[]): Map<string, ComparedMemory> {
    return this.#whileThereIsRoom(
      () => this.#compareKept(vector, embedder, memoryIds),
      () =>
        new Map(
          [...this.#read(embedder, memoryIds)].map(({ memoryId, units }) => {
            const cosines = units.map((unit) => cosine(vector, unit.vector));
            return [memoryId, nearestUnit(units, cosines, 0)];
          }),
        ),
    );
  }

  /** The cosine of each of these units, in their order; -1 for one that has no vector. */
  cosines(vector: Float32Array, embedder: number, unitIds: readonly number[]): number[] {
    return this.#whileThereIsRoom(
      () => this.#cosinesKept(vector, embedder, unitIds),
      () =>
        unitIds.map((id) => {
          const blob = this.#vector.get(embedder, id);
          return blob === undefined ? -1 : cosine(vector, blobVector(blob));
        }),
    );
  }

  /** Brings the vectors of these memories into memory. */
  expect(embedder: number, memoryIds: readonly string[]): void {
    this.#whileThereIsRoom(
      () => this.#bring(embedder, memoryIds),
      () => undefined,
    );
  }

  /**
   * Brings vectors into memory, a few at a time and the newest memories' first, until there is no room without dropping any. Until
   * then, and where that fails, they are read when they are asked for. Never throws.
   */
  async warm(embedder: number): Promise<void> {
    try {
      this.#keepInStep(embedder);
      if (this.#warming !== undefined || this.#noRoom) return;
      const warming = {};
      this.#warming = warming;
      await this.#bringAll(embedder, () => this.#warming === warming && this.#database.open);
    } catch {
      // Whoever asks for what cannot be read hears of it.
    }
  }

  async #bringAll(embedder: number, goesOn: () => boolean): Promise<void> {
    let last = Number.MAX_SAFE_INTEGER;
    // First a breath: whoever began it is in the middle of a search.
    do {
      await nextRound();
      if (!goesOn()) return;
      const page = this.#earlier.all(last, memoriesPerBreath);
      this.expect(
        embedder,
        page.map(({ memoryId }) => memoryId),
      );
      last = page.length < memoriesPerBreath ? -1 : (page.at(-1)?.row ?? -1);
    } while (last >= 0 && !this.#kept.isFull);
  }

  /** To be told of each memory whose vectors or status change. */
  drop(memoryRow: number): void {
    this.#kept.drop(memoryRow);
  }

  dropAll(): void {
    this.#kept.dropAll();
    this.#warming = undefined;
  }

  #compareKept(
    vector: Float32Array,
    embedder: number,
    memoryIds: readonly string[],
  ): Map<string, ComparedMemory> {
    this.#keepInStep(embedder);
    const asked: KeptMemory[] = [];
    const missing: string[] = [];
    for (const id of memoryIds) {
      const kept = this.#kept.find(id);
      if (kept === undefined) missing.push(id);
      else asked.push(kept);
    }
    this.#keep(missing);
    asked.push(...missing.flatMap((id) => this.#kept.find(id) ?? []));
    const slots: number[] = [];
    for (const { units } of asked) for (const { slot } of units) slots.push(slot);
    const products = this.#kept.products(vector, slots);
    const compared = new Map<string, ComparedMemory>();
    let at = 0;
    for (const { memoryId, units } of asked) {
      compared.set(memoryId, nearestUnit(units, products, at));
      at += units.length;
    }
    this.#kept.makeRoom();
    return compared;
  }

  #cosinesKept(vector: Float32Array, embedder: number, unitIds: readonly number[]): number[] {
    this.#keepInStep(embedder);
    const missing = unitIds.filter((id) => this.#kept.slotOf(id) === undefined);
    if (missing.length > 0) this.#keep(this.#memoriesOf.all(JSON.stringify(missing)));
    const slots = unitIds.map((id) => this.#kept.slotOf(id));
    const known = slots.filter((slot) => slot !== undefined);
    const products = this.#kept.products(vector, known);
    let at = 0;
    const cosines = slots.map((slot) => (slot === undefined ? -1 : asCosine(products[at++])));
    this.#kept.makeRoom();
    return cosines;
  }

  #whileThereIsRoom<Result>(kept: () => Result, read: () => Result): Result {
    if (this.#noRoom) return read();
    try {
      return kept();
    } catch (thrown) {
      if (!(thrown instanceof RangeError)) throw thrown;
      this.#noRoom = true;
      this.dropAll();
      return read();
    }
  }

  #keepInStep(embedder: number): void {
    const version = this.#dataVersion();
    if (embedder !== this.#embedder || version !== this.#version) this.dropAll();
    this.#embedder = embedder;
    this.#version = version;
  }

  #bring(embedder: number, memoryIds: readonly string[]): void {
    this.#keepInStep(embedder);
    this.#keep(memoryIds.filter((id) => !this.#kept.has(id)));
  }

  #keep(memoryIds: readonly string[]): void {
    if (memoryIds.length === 0) return;
    for (const { memoryId, row, units } of this.#read(this.#embedder ?? 0, memoryIds))
      this.#kept.add(memoryId, row, units);
  }

  #read(embedder: number, memoryIds: readonly string[]): Iterable<ReadMemory> {
    const found = new Map<string, ReadMemory>();
    for (const unit of this.#units.iterate(JSON.stringify(memoryIds), embedder)) {
      const { memoryId, row } = unit;
      const memory = found.get(memoryId) ?? { memoryId, row, units: [] };
      memory.units.push({ id: unit.unit, cue: unit.cue, vector: blobVector(unit.vector) });
      found.set(memoryId, memory);
    }
    return found.values();
  }
}

/** @param cosines of the units, in their order, from `at` on */
function nearestUnit(
  units: readonly { readonly cue: string | null }[],
  cosines: ArrayLike<number>,
  at: number,
): ComparedMemory {
  let best = -2;
  let cue: string | null = null;
  let text: number | null = null;
  let next = at;
  for (const unit of units) {
    const alike = asCosine(cosines[next]);
    next += 1;
    if (unit.cue === null) text = alike;
    if (alike <= best) continue;
    best = alike;
    cue = unit.cue;
  }
  return { cue, cosine: best, text };
}

/** Rounding may bring a cosine a little beyond one. */
function asCosine(product = 0): number {
  return Math.max(-1, Math.min(1, product));
}
