import type { Database, Statement } from 'better-sqlite3';
import type { SearchedScopes } from './searched-scopes.ts';
import { vectorBlob } from './vector-blob.ts';

/** The embedder of a vector table. */
export interface TableEmbedder {
  /** Its id in the table `embedders`. */
  readonly id: number;
  readonly dimensions: number;
}

export interface NearUnit {
  readonly unitId: number;
  /** Exact cosine, -1..1. */
  readonly cosine: number;
}

/**
 * Number of nearest units by bits that are rescored exactly, per wanted result and within bounds. vec0's time grows
 * with it, because it scans every chunk of 1,024 distances once per candidate.
 */
const CANDIDATES_PER_RESULT = 3;
const MIN_CANDIDATES = 32;
const MAX_CANDIDATES = 100;

interface NearQuery {
  readonly vector: Buffer;
  readonly k: number;
  /** JSON array of scope ids; '' for everywhere. */
  readonly scopes: string;
}

/**
 * The vectors of active memories by one embedder, searched by sqlite-vec: the table `vectors_<id>` stores one bit per
 * dimension, and the nearest units by bits are rescored with the exact vectors in `unit_vectors`.
 */
export class VectorTable {
  readonly #insert: Statement<[number]>;
  readonly #delete: Statement<[bigint]>;
  readonly #nearest: Statement<[Omit<NearQuery, 'scopes'>], NearUnit>;
  readonly #nearestIn: Statement<[NearQuery], NearUnit>;

  /** The table must exist; see `createVectorTable`. */
  constructor(database: Database, embedder: TableEmbedder) {
    const table = tableOf(embedder);
    this.#insert = database.prepare(
      `INSERT INTO ${table} (rowid, scope, bits)
       SELECT u.id, coalesce(m.scope_id, ''), ${quantizedSql('v.vector', embedder)}
       FROM memory_units u JOIN memories m ON m.id = u.memory_id
         JOIN unit_vectors v ON v.embedder_id = ${embedder.id} AND v.unit_id = u.id
       WHERE u.id = ? AND m.status = 'active'`,
    );
    this.#delete = database.prepare(`DELETE FROM ${table} WHERE rowid = ?`);
    const nearby = `${table} n ON n.bits MATCH ${quantizedSql(':vector', embedder)} AND n.k = :k`;
    this.#nearest = database.prepare(nearestSql(embedder, `(SELECT 1) CROSS JOIN ${nearby}`));
    this.#nearestIn = database.prepare(
      nearestSql(embedder, `json_each(:scopes) given CROSS JOIN ${nearby} AND n.scope = given.value`),
    );
  }

  /** Adds a unit if its memory is active and it has a vector. It must not be in the table. */
  insert(unitId: number): void {
    this.#insert.run(unitId);
  }

  delete(unitId: number): void {
    this.#delete.run(BigInt(unitId));
  }

  /** Nearest first. @param vector has the embedder's length. */
  nearest(vector: Float32Array, limit: number, scopes: SearchedScopes): NearUnit[] {
    const k = Math.min(MAX_CANDIDATES, Math.max(MIN_CANDIDATES, CANDIDATES_PER_RESULT * limit));
    const wanted = { vector: vectorBlob(vector), k };
    const near =
      scopes === 'all'
        ? this.#nearest.all(wanted)
        : this.#nearestIn.all({ ...wanted, scopes: JSON.stringify(['', ...new Set(scopes)]) });
    return near.sort((a, b) => b.cosine - a.cosine || a.unitId - b.unitId).slice(0, limit);
  }
}

/** Creates the table, partitioned by scope: a search in one scope neither scans nor finds units of another. */
export function createVectorTable(database: Database, embedder: TableEmbedder): void {
  const bits = embedder.dimensions + paddingBits(embedder);
  database.exec(
    `CREATE VIRTUAL TABLE ${tableOf(embedder)} USING vec0(scope TEXT PARTITION KEY, bits bit[${bits}])`,
  );
}

/** Fills an empty table with the units of all active memories that have a vector. */
export function fillVectorTable(database: Database, embedder: TableEmbedder): void {
  // Inserted in unit order without a sorter, which would drop the subtype that marks a value as bits.
  database.exec(
    `INSERT INTO ${tableOf(embedder)} (rowid, scope, bits)
     SELECT u.id, coalesce(m.scope_id, ''), ${quantizedSql('v.vector', embedder)}
     FROM memory_units u CROSS JOIN memories m ON m.id = u.memory_id AND m.status = 'active'
       CROSS JOIN unit_vectors v ON v.embedder_id = ${embedder.id} AND v.unit_id = u.id`,
  );
}

function tableOf({ id }: TableEmbedder): string {
  return `vectors_${id}`;
}

/** SQL for a vector's bits. sqlite-vec needs a multiple of eight dimensions: the rest is padded with zeros. */
function quantizedSql(vector: string, embedder: TableEmbedder): string {
  const missing = paddingBits(embedder);
  const whole = missing === 0 ? vector : `CAST(${vector} || zeroblob(${4 * missing}) AS BLOB)`;
  return `vec_quantize_binary(${whole})`;
}

function paddingBits({ dimensions }: TableEmbedder): number {
  return (8 - (dimensions % 8)) % 8;
}

function nearestSql({ id }: TableEmbedder, near: string): string {
  return `SELECT n.rowid AS unitId, ${cosineSql} AS cosine
    FROM ${near} CROSS JOIN unit_vectors v ON v.embedder_id = ${id} AND v.unit_id = n.rowid`;
}

/** SQL for the cosine of `v.vector` and `:vector`; 0 when one of them is zero. */
const cosineSql = 'coalesce(1 - vec_distance_cosine(v.vector, :vector), 0)';
