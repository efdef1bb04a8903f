import type { Database, Statement } from 'better-sqlite3';
import { coarseBits } from './coarse-bits.ts';
import { CoarseTable } from './coarse-table.ts';
import { EmbedderRegistry, wrongLength } from './embedder-registry.ts';
import type { RegisteredEmbedder } from './embedder-registry.ts';
import { MemoryComparison } from './memory-comparison.ts';
import type { ComparedMemory } from './memory-comparison.ts';
import type { SearchedScopes } from './searched-scopes.ts';
import { vectorBlob } from './vector-blob.ts';

/** Vectors of one memory's units by one embedder, in the order text, cue 0, cue 1 … */
export interface UnitVectors {
  readonly embedder: string;
  readonly dimensions: number;
  readonly vectors: readonly Float32Array[];
}

export interface NearUnit {
  readonly unitId: number;
  readonly cosine: number;
}

/** A unit that an embedder has no vector of yet. */
export interface UnitText {
  readonly unitId: number;
  readonly text: string;
}

/**
 * How many coarse neighbours are rescored exactly: four for each one wanted, within these bounds. Each costs a look at its
 * vector, and vec0, which searches until the bits are in memory, keeps its k best in a list that it walks for every row.
 */
const coarsePerResult = 4;
const leastCoarse = 40;
const mostCoarse = 100;

interface MissingQuery {
  readonly embedder: number;
  readonly from: number;
  readonly limit: number;
  readonly private: 0 | 1;
}

/**
 * Search by meaning. `unit_vectors` holds the exact vectors of all memories; the coarse tables hold units of active
 * memories only, so that the few coarse neighbours are never spent on memories that may not be recalled.
 */
export class VectorIndex {
  readonly embedders: EmbedderRegistry;
  readonly #database: Database;
  readonly #comparison: MemoryComparison;
  readonly #tables = new Map<number, CoarseTable>();
  readonly #put: Statement<[number, number, Buffer]>;
  readonly #vectorsOfMemory: Statement<[number, number], { unit_id: number; vector: Buffer; scope: string }>;
  readonly #unitsOfMemory: Statement<[number], number>;
  readonly #missing: Statement<[MissingQuery], { unitId: number; text: string }>;
  /** Up to which unit an embedder was last seen to lack none, so that filling in does not look at all units each time. */
  readonly #complete = new Map<number, number>();
  readonly #countMissing: Statement<[Omit<MissingQuery, 'from' | 'limit'>], number>;
  readonly #unitState: Statement<[number], { memory: number; active: number; scope: string }>;

  constructor(database: Database) {
    this.#database = database;
    this.embedders = new EmbedderRegistry(database);
    this.#comparison = new MemoryComparison(database);
    this.#put = database.prepare(
      'INSERT OR REPLACE INTO unit_vectors (embedder_id, unit_id, vector) VALUES (?, ?, ?)',
    );
    this.#vectorsOfMemory = database.prepare(
      `SELECT v.unit_id, v.vector, coalesce(m.scope_id, '') AS scope FROM memory_units u
         JOIN unit_vectors v ON v.embedder_id = ? AND v.unit_id = u.id JOIN memories m ON m.id = u.memory_id
       WHERE u.memory_id = ?`,
    );
    this.#unitsOfMemory = database
      .prepare<[number], number>('SELECT id FROM memory_units WHERE memory_id = ?')
      .pluck();
    this.#missing = database.prepare(
      `SELECT u.id AS unitId, u.text ${withoutVectors} AND u.id > :from AND m.private <= :private
       ORDER BY u.id LIMIT :limit`,
    );
    this.#countMissing = database
      .prepare<[Omit<MissingQuery, 'from' | 'limit'>], number>(
        `SELECT count(*) ${withoutVectors} AND m.private <= :private`,
      )
      .pluck();
    this.#unitState = database.prepare(
      `SELECT m.id AS memory, m.status = 'active' AS active, coalesce(m.scope_id, '') AS scope
       FROM memory_units u JOIN memories m ON m.id = u.memory_id WHERE u.id = ?`,
    );
  }

  /** Stores vectors of units; `lift` then makes them searchable. Throws `internal` when the lengths do not fit. */
  store(unitIds: readonly number[], given: UnitVectors): void {
    const embedder = this.embedders.register(given.embedder, given.dimensions);
    if (given.vectors.length !== unitIds.length) {
      throw new Error(`${given.vectors.length} vectors were given for ${unitIds.length} texts`);
    }
    given.vectors.forEach((vector, index) => {
      if (vector.length !== embedder.dimensions)
        throw wrongLength(embedder.key, embedder.dimensions, vector.length);
      this.#put.run(embedder.id, unitIds[index] ?? 0, vectorBlob(vector));
    });
  }

  /** Takes a memory out of search by meaning, in every embedder. Its exact vectors stay. */
  lower(memoryRow: number): void {
    this.#comparison.drop(memoryRow);
    const units = this.#unitsOfMemory.all(memoryRow);
    for (const embedder of this.embedders.all()) {
      const table = this.#table(embedder);
      for (const unit of units) table.delete(unit);
    }
  }

  /** Makes a memory that is not in search by meaning searchable, as far as vectors of it are there. */
  lift(memoryRow: number): void {
    this.#comparison.drop(memoryRow);
    for (const embedder of this.embedders.all()) {
      const table = this.#table(embedder);
      for (const { unit_id, vector, scope } of this.#vectorsOfMemory.all(embedder.id, memoryRow)) {
        table.insert(unit_id, scope, coarseBits(vector));
      }
    }
  }

  /** The units of active memories nearest in meaning, nearest first; none for an unknown embedder or a zero vector. */
  nearest(vector: Float32Array, embedderKey: string, limit: number, scopes: SearchedScopes = []): NearUnit[] {
    const embedder = this.embedders.find(embedderKey);
    if (embedder === undefined || limit < 1 || vector.every((part) => part === 0)) return [];
    if (vector.length !== embedder.dimensions)
      throw wrongLength(embedderKey, embedder.dimensions, vector.length);
    const k = Math.min(mostCoarse, Math.max(leastCoarse, coarsePerResult * limit));
    const coarse = this.#table(embedder).nearest(coarseBits(vector), k, scopes);
    void this.#warm(embedder);
    const cosines = this.#comparison.cosines(vector, embedder.id, coarse);
    const near = coarse.map((unitId, index) => ({ unitId, cosine: cosines[index] ?? -1 }));
    return near.sort((a, b) => b.cosine - a.cosine || a.unitId - b.unitId).slice(0, limit);
  }

  /** Makes `nearest` fast for an embedder, in the background. */
  async warmNearest(embedderKey: string): Promise<void> {
    const embedder = this.embedders.find(embedderKey);
    if (embedder !== undefined) await this.#table(embedder).warm();
  }

  /** Makes comparing fast as well; a search does so by itself. */
  async warm(embedderKey: string): Promise<void> {
    const embedder = this.embedders.find(embedderKey);
    if (embedder !== undefined) await this.#warm(embedder);
  }

  /** One after the other: together they would fill the rounds of the main loop. */
  async #warm(embedder: RegisteredEmbedder): Promise<void> {
    await this.#table(embedder).warm();
    await this.#comparison.warm(embedder.id);
  }

  /** Each of these active memories that has a vector, with the cosine of its best unit; by their ids. */
  compare(
    vector: Float32Array,
    embedderKey: string,
    memoryIds: readonly string[],
  ): ReadonlyMap<string, ComparedMemory> {
    const embedder = this.embedders.find(embedderKey);
    if (embedder === undefined) return new Map();
    if (vector.length !== embedder.dimensions)
      throw wrongLength(embedderKey, embedder.dimensions, vector.length);
    return this.#comparison.compare(vector, embedder.id, memoryIds);
  }

  expectCompared(embedderKey: string, memoryIds: readonly string[]): void {
    const embedder = this.embedders.find(embedderKey);
    if (embedder !== undefined) this.#comparison.expect(embedder.id, memoryIds);
  }

  /** Units of active and paused memories that an embedder has no vector of, oldest first; private ones only if asked for. */
  unitsWithout(embedderKey: string, limit: number, withPrivate: boolean): UnitText[] {
    const embedder = this.embedders.find(embedderKey)?.id ?? 0;
    const from = this.#complete.get(embedder) ?? 0;
    const wanted = { embedder, limit, private: withPrivate ? 1 : 0 } as const;
    let units = this.#missing.all({ ...wanted, from });
    // An older unit can have come to lack one meanwhile, such as that of a memory that was brought back.
    if (units.length === 0 && from > 0) units = this.#missing.all({ ...wanted, from: 0 });
    this.#complete.set(embedder, (units[0]?.unitId ?? 1) - 1);
    return units;
  }

  countWithout(embedderKey: string, withPrivate: boolean): number {
    const embedder = this.embedders.find(embedderKey)?.id ?? 0;
    return this.#countMissing.get({ embedder, private: withPrivate ? 1 : 0 }) ?? 0;
  }

  /** Adds vectors made later. Units that were removed or changed meanwhile are passed over. */
  fill(unitIds: readonly number[], given: UnitVectors): void {
    const embedder = this.embedders.register(given.embedder, given.dimensions);
    const table = this.#table(embedder);
    unitIds.forEach((unitId, index) => {
      const state = this.#unitState.get(unitId);
      const vector = given.vectors[index];
      if (state === undefined || vector === undefined) return;
      this.#comparison.drop(state.memory);
      this.store([unitId], { ...given, vectors: [vector] });
      table.delete(unitId);
      if (state.active === 1) table.insert(unitId, state.scope, coarseBits(vector));
    });
  }

  #table(embedder: RegisteredEmbedder): CoarseTable {
    const known = this.#tables.get(embedder.id);
    if (known !== undefined) return known;
    const table = new CoarseTable(this.#database, embedder);
    this.#tables.set(embedder.id, table);
    return table;
  }
}

const withoutVectors = `
  FROM memory_units u CROSS JOIN memories m ON m.id = u.memory_id
  WHERE m.status IN ('active', 'paused')
    AND NOT EXISTS (SELECT 1 FROM unit_vectors v WHERE v.embedder_id = :embedder AND v.unit_id = u.id)`;
