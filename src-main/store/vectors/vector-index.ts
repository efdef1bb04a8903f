import type { Database, Statement } from 'better-sqlite3';
import { VectorCache } from './vector-cache.ts';
import type { MemorySimilarity } from './vector-cache.ts';
import { EmbedderRegistry, wrongLength } from './embedder-registry.ts';
import type { RegisteredEmbedder } from './embedder-registry.ts';
import type { SearchedScopes } from './searched-scopes.ts';
import { vectorBlob } from './vector-blob.ts';
import { VectorTable } from './vector-table.ts';
import type { NearUnit } from './vector-table.ts';

/** Vectors of one memory's units by one embedder, in the order text, cue 0, cue 1 … */
export interface UnitVectors {
  readonly embedder: string;
  readonly dimensions: number;
  readonly vectors: readonly Float32Array[];
}

/** A unit without a vector by some embedder. */
export interface UnitText {
  readonly unitId: number;
  readonly text: string;
}

interface MissingQuery {
  readonly embedder: number;
  readonly from: number;
  readonly limit: number;
  readonly private: 0 | 1;
}

/**
 * Search by meaning. Owns exact vectors (`unit_vectors`, all memories) and the searched tables of each embedder, which
 * contain active memories only, so that no candidates are wasted on memories that may not be recalled. Knows nothing of
 * embedding itself.
 */
export class VectorIndex {
  readonly embedders: EmbedderRegistry;
  readonly #database: Database;
  readonly #tables = new Map<number, VectorTable>();
  readonly #put: Statement<[number, number, Buffer]>;
  readonly #cache: VectorCache;
  readonly #unitsOfMemory: Statement<[number], number>;
  readonly #missing: Statement<[MissingQuery], { unitId: number; text: string }>;
  /**
   * By embedder: the unit id up to which none was missing a vector, so that backfilling does not rescan all units each
   * time.
   */
  readonly #complete = new Map<number, number>();
  readonly #countMissing: Statement<[Omit<MissingQuery, 'from' | 'limit'>], number>;
  readonly #memoryOf: Statement<[number], number>;

  constructor(database: Database) {
    this.#database = database;
    this.embedders = new EmbedderRegistry(database);
    this.#cache = new VectorCache(database);
    this.#put = database.prepare(
      'INSERT OR REPLACE INTO unit_vectors (embedder_id, unit_id, vector) VALUES (?, ?, ?)',
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
    this.#memoryOf = database
      .prepare<[number], number>('SELECT memory_id FROM memory_units WHERE id = ?')
      .pluck();
  }

  /**
   * Stores vectors of units; `addToSearch` makes them searchable. Throws `internal` when counts or lengths do not
   * match.
   */
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

  /** Removes a memory from search by meaning, for every embedder. Its exact vectors stay. */
  removeFromSearch(memoryRow: number): void {
    this.#eachUnit(memoryRow, (table, unit) => table.delete(unit));
  }

  /** Adds an active memory to search by meaning, as far as it has vectors. It must not be in there. */
  addToSearch(memoryRow: number): void {
    this.#eachUnit(memoryRow, (table, unit) => table.insert(unit));
  }

  /** The nearest units of active memories, nearest first; empty for an unknown embedder or a zero vector. */
  nearest(vector: Float32Array, embedderKey: string, limit: number, scopes: SearchedScopes = []): NearUnit[] {
    const embedder = this.#embedderOf(vector, embedderKey);
    if (embedder === undefined || limit < 1 || vector.every((part) => part === 0)) return [];
    return this.#table(embedder).nearest(vector, limit, scopes);
  }

  /** Similarity of each memory's best unit, by id; memories without a vector are left out. */
  similarities(
    vector: Float32Array,
    embedderKey: string,
    memoryIds: readonly string[],
  ): ReadonlyMap<string, MemorySimilarity> {
    const embedder = this.#embedderOf(vector, embedderKey);
    return embedder === undefined ? new Map() : this.#cache.similarities(vector, embedder.id, memoryIds);
  }

  /**
   * Units of active and paused memories without a vector by this embedder, oldest first. @param withPrivate false
   * leaves out private memories.
   */
  unitsWithout(embedderKey: string, limit: number, withPrivate: boolean): UnitText[] {
    const embedder = this.embedders.find(embedderKey)?.id ?? 0;
    const from = this.#complete.get(embedder) ?? 0;
    const wanted = { embedder, limit, private: withPrivate ? 1 : 0 } as const;
    let units = this.#missing.all({ ...wanted, from });
    // An older unit may have become incomplete since, such as one of a restored memory.
    if (units.length === 0 && from > 0) units = this.#missing.all({ ...wanted, from: 0 });
    this.#complete.set(embedder, (units[0]?.unitId ?? 1) - 1);
    return units;
  }

  countWithout(embedderKey: string, withPrivate: boolean): number {
    const embedder = this.embedders.find(embedderKey)?.id ?? 0;
    return this.#countMissing.get({ embedder, private: withPrivate ? 1 : 0 }) ?? 0;
  }

  /** Adds vectors made later; skips units that were removed or changed meanwhile. */
  backfill(unitIds: readonly number[], given: UnitVectors): void {
    const table = this.#table(this.embedders.register(given.embedder, given.dimensions));
    unitIds.forEach((unitId, index) => {
      const vector = given.vectors[index];
      const memory = this.#memoryOf.get(unitId);
      if (vector === undefined || memory === undefined) return;
      this.#cache.drop(memory);
      this.store([unitId], { ...given, vectors: [vector] });
      table.delete(unitId);
      table.insert(unitId);
    });
  }

  #eachUnit(memoryRow: number, work: (table: VectorTable, unit: number) => void): void {
    this.#cache.drop(memoryRow);
    const units = this.#unitsOfMemory.all(memoryRow);
    for (const embedder of this.embedders.all()) {
      const table = this.#table(embedder);
      for (const unit of units) work(table, unit);
    }
  }

  /** Undefined for an unknown embedder. Throws `internal` when the vector's length is not the embedder's. */
  #embedderOf(vector: Float32Array, key: string): RegisteredEmbedder | undefined {
    const embedder = this.embedders.find(key);
    if (embedder !== undefined && vector.length !== embedder.dimensions)
      throw wrongLength(key, embedder.dimensions, vector.length);
    return embedder;
  }

  #table(embedder: RegisteredEmbedder): VectorTable {
    const known = this.#tables.get(embedder.id);
    if (known !== undefined) return known;
    const table = new VectorTable(this.#database, embedder);
    this.#tables.set(embedder.id, table);
    return table;
  }
}

const withoutVectors = `
  FROM memory_units u CROSS JOIN memories m ON m.id = u.memory_id
  WHERE m.status IN ('active', 'paused')
    AND NOT EXISTS (SELECT 1 FROM unit_vectors v WHERE v.embedder_id = :embedder AND v.unit_id = u.id)`;
