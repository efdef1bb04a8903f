import type { Database, Statement } from 'better-sqlite3';
import type { SearchedScopes } from './searched-scopes.ts';
import { vectorBlob } from './vector-blob.ts';

/** Whose vectors a table holds. */
export interface TableEmbedder {
  /** As in `embedders`. */
  readonly id: number;
  readonly dimensions: number;
}

export interface NearUnit {
  readonly unitId: number;
  /** Exact, -1..1. */
  readonly cosine: number;
}

/**
 * How many of the nearest by bits are scored exactly: so many for each one wanted, within these bounds. vec0's time grows with
 * their number, because it scans every chunk of 1,024 distances once for each.
 */
const candidatesPerResult = 3;
const fewestCandidates = 32;
const mostCandidates = 100;

interface NearQuery {
  readonly vector: Buffer;
  readonly k: number;
  /** JSON: scope ids, '' for everywhere. */
  readonly scopes: string;
}

/**
 * The vectors of active memories by one embedder, as sqlite-vec searches them: the table `vectors_<id>` holds one bit for each
 * dimension, and the few nearest by bits are scored with the exact vectors in `unit_vectors`.
 */
export class VectorTable {
  readonly #insert: Statement<[number]>;
  readonly #delete: Statement<[bigint]>;
  readonly #nearest: Statement<[Omit<NearQuery, 'scopes'>], NearUnit>;
  readonly #nearestIn: Statement<[NearQuery], NearUnit>;

  /** The table must be there; see `createVectorTable`. */
  constructor(database: Database, embedder: TableEmbedder) {
    const table = tableOf(embedder);
    this.#insert = database.prepare(
      `INSERT INTO ${table} (rowid, scope, bits)
       SELECT u.id, coalesce(m.scope_id, ''), ${bitsOf('v.vector', embedder)}
       FROM memory_units u JOIN memories m ON m.id = u.memory_id
         JOIN unit_vectors v ON v.embedder_id = ${embedder.id} AND v.unit_id = u.id
       WHERE u.id = ? AND m.status = 'active'`,
    );
    this.#delete = database.prepare(`DELETE FROM ${table} WHERE rowid = ?`);
    const nearby = `${table} n ON n.bits MATCH ${bitsOf(':vector', embedder)} AND n.k = :k`;
    this.#nearest = database.prepare(scored(embedder, `(SELECT 1) CROSS JOIN ${nearby}`));
    this.#nearestIn = database.prepare(
      scored(embedder, `json_each(:scopes) given CROSS JOIN ${nearby} AND n.scope = given.value`),
    );
  }

  /** Makes a unit searchable if its memory is active and it has a vector. It must not be in the table. */
  insert(unitId: number): void {
    this.#insert.run(unitId);
  }

  delete(unitId: number): void {
    this.#delete.run(BigInt(unitId));
  }

  /** The nearest first. @param vector of the embedder's length */
  nearest(vector: Float32Array, limit: number, scopes: SearchedScopes): NearUnit[] {
    const k = Math.min(mostCandidates, Math.max(fewestCandidates, candidatesPerResult * limit));
    const wanted = { vector: vectorBlob(vector), k };
    const near =
      scopes === 'all'
        ? this.#nearest.all(wanted)
        : this.#nearestIn.all({ ...wanted, scopes: JSON.stringify(['', ...new Set(scopes)]) });
    return near.sort((a, b) => b.cosine - a.cosine || a.unitId - b.unitId).slice(0, limit);
  }
}

/** Cut up by scope, so that a search in one scope neither scans nor finds what belongs to another. */
export function createVectorTable(database: Database, embedder: TableEmbedder): void {
  const bits = embedder.dimensions + missingDimensions(embedder);
  database.exec(
    `CREATE VIRTUAL TABLE ${tableOf(embedder)} USING vec0(scope TEXT PARTITION KEY, bits bit[${bits}])`,
  );
}

/** Puts the units of all active memories that have a vector into a table that is empty. */
export function fillVectorTable(database: Database, embedder: TableEmbedder): void {
  // In the order of units without a sorter, through which a value loses the mark that it is bits.
  database.exec(
    `INSERT INTO ${tableOf(embedder)} (rowid, scope, bits)
     SELECT u.id, coalesce(m.scope_id, ''), ${bitsOf('v.vector', embedder)}
     FROM memory_units u CROSS JOIN memories m ON m.id = u.memory_id AND m.status = 'active'
       CROSS JOIN unit_vectors v ON v.embedder_id = ${embedder.id} AND v.unit_id = u.id`,
  );
}

function tableOf({ id }: TableEmbedder): string {
  return `vectors_${id}`;
}

/** SQL. sqlite-vec packs bits into bytes: other lengths are filled up with zeros. */
function bitsOf(vector: string, embedder: TableEmbedder): string {
  const missing = missingDimensions(embedder);
  const whole = missing === 0 ? vector : `CAST(${vector} || zeroblob(${4 * missing}) AS BLOB)`;
  return `vec_quantize_binary(${whole})`;
}

function missingDimensions({ dimensions }: TableEmbedder): number {
  return (8 - (dimensions % 8)) % 8;
}

function scored({ id }: TableEmbedder, near: string): string {
  return `SELECT n.rowid AS unitId, ${cosineSql} AS cosine
    FROM ${near} CROSS JOIN unit_vectors v ON v.embedder_id = ${id} AND v.unit_id = n.rowid`;
}

/** Of `v.vector` and `:vector`; 0 when one of them is zero. */
const cosineSql = 'coalesce(1 - vec_distance_cosine(v.vector, :vector), 0)';
