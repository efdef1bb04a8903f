import type { Database, Statement } from 'better-sqlite3';
import { nextRound } from '../rounds/next-round.ts';
import { coarseBitCount, coarseBits } from './coarse-bits.ts';
import { CoarseScan } from './coarse-scan.ts';
import { dataVersionOf } from './data-version.ts';
import type { RegisteredEmbedder } from './embedder-registry.ts';
import type { SearchedScopes } from './searched-scopes.ts';

/** Units brought into memory between two breaths of the main loop: a few milliseconds. */
const unitsPerBreath = 200;

/** Beyond so many units memory would be better spent otherwise; vec0 searches then. */
const mostInMemory = 500_000;

interface UnitRow {
  readonly unit: number;
  readonly scope: string;
  readonly vector: Buffer;
}

interface CoarseRow {
  readonly scope: string;
  readonly coarse: Buffer;
}

/**
 * The coarse half of search by meaning for one embedder: a vec0 table, which is what lasts, and the same bits in memory, which
 * answer faster once they are all there. Written units are only noted; what became of them is read from the table before the
 * next search, so that a transaction that failed leaves nothing behind.
 */
export class CoarseTable {
  readonly #database: Database;
  readonly #dataVersion: () => number | undefined;
  readonly #embedder: number;
  readonly #bitCount: number;
  readonly #insert: Statement<[bigint, string, Buffer]>;
  readonly #delete: Statement<[bigint]>;
  readonly #nearest: Statement<[Buffer, number], number>;
  readonly #nearestIn: Statement<[Buffer, number, string], number>;
  readonly #row: Statement<[bigint], CoarseRow>;
  readonly #page: Statement<[number, number, number], UnitRow>;
  readonly #changed = new Set<number>();
  #scan: CoarseScan;
  /** Off: there are too many of them, or memory is wanting; vec0 searches until another connection writes. */
  #state: 'cold' | 'warming' | 'warm' | 'off' = 'cold';
  #version: unknown;
  #warming = Promise.resolve();

  constructor(database: Database, { id, dimensions }: RegisteredEmbedder) {
    const table = `vectors_${id}`;
    this.#database = database;
    this.#dataVersion = dataVersionOf(database);
    this.#embedder = id;
    this.#bitCount = coarseBitCount(dimensions);
    this.#scan = new CoarseScan(this.#bitCount);
    this.#insert = database.prepare(`INSERT INTO ${table} (rowid, scope, coarse) VALUES (?, ?, vec_bit(?))`);
    this.#delete = database.prepare(`DELETE FROM ${table} WHERE rowid = ?`);
    this.#nearest = database
      .prepare<[Buffer, number], number>(`SELECT rowid FROM ${table} WHERE coarse MATCH vec_bit(?) AND k = ?`)
      .pluck();
    this.#nearestIn = database
      .prepare<[Buffer, number, string], number>(
        `SELECT rowid FROM ${table} WHERE coarse MATCH vec_bit(?) AND k = ? AND scope = ?`,
      )
      .pluck();
    this.#row = database.prepare(`SELECT scope, coarse FROM ${table} WHERE rowid = ?`);
    this.#page = database.prepare(
      `SELECT u.id AS unit, coalesce(m.scope_id, '') AS scope, v.vector
       FROM memory_units u CROSS JOIN memories m ON m.id = u.memory_id
         CROSS JOIN unit_vectors v ON v.embedder_id = ? AND v.unit_id = u.id
       WHERE u.id > ? AND m.status = 'active' ORDER BY u.id LIMIT ?`,
    );
  }

  insert(unitId: number, scope: string, bits: Buffer): void {
    this.#insert.run(BigInt(unitId), scope, bits);
    this.#changed.add(unitId);
  }

  delete(unitId: number): void {
    this.#delete.run(BigInt(unitId));
    this.#changed.add(unitId);
  }

  /** About k units of these scopes in which the fewest bits differ. */
  nearest(bits: Buffer, k: number, scopes: SearchedScopes): number[] {
    this.#noticeOthers();
    const near = this.#inMemory(bits, k, scopes);
    if (near !== null) return near;
    void this.warm();
    if (scopes === 'all') return this.#nearest.all(bits, k);
    return ['', ...new Set(scopes)].flatMap((scope) => this.#nearestIn.all(bits, k, scope));
  }

  /** Brings the bits into memory, a few at a time; vec0 takes longer to give them than working them out does. Until then searches go through vec0. Never throws. */
  warm(): Promise<void> {
    if (this.#state === 'cold') this.#warming = this.#warm();
    return this.#warming;
  }

  async #warm(): Promise<void> {
    this.#state = 'warming';
    try {
      await this.#load();
    } catch {
      this.#turnOff();
    }
  }

  async #load(): Promise<void> {
    const scan = new CoarseScan(this.#bitCount);
    this.#scan = scan;
    this.#changed.clear();
    let last = -1;
    for (;;) {
      // Another load may have begun after another connection's write, and the database may have been closed.
      if (this.#scan !== scan || !this.#database.open) return;
      const rows = this.#page.all(this.#embedder, last, unitsPerBreath);
      for (const { unit, scope, vector } of rows) scan.put(unit, scope, coarseBits(vector));
      last = rows.at(-1)?.unit ?? last;
      if (rows.length < unitsPerBreath) break;
      if (scan.size > mostInMemory) return this.#turnOff();
      await nextRound();
    }
    this.#state = 'warm';
  }

  /** Null when they are not there. */
  #inMemory(bits: Buffer, k: number, scopes: SearchedScopes): number[] | null {
    if (this.#state !== 'warm') return null;
    try {
      this.#catchUp();
      return this.#scan.nearest(bits, k, scopes === 'all' ? 'all' : ['', ...scopes]);
    } catch {
      this.#turnOff();
      return null;
    }
  }

  #turnOff(): void {
    this.#state = 'off';
    this.#scan = new CoarseScan(this.#bitCount);
  }

  #catchUp(): void {
    for (const unit of this.#changed) this.#take(unit);
    this.#changed.clear();
  }

  #take(unit: number): void {
    const row = this.#row.get(BigInt(unit));
    if (row === undefined) this.#scan.drop(unit);
    else this.#scan.put(unit, row.scope, row.coarse);
  }

  /** A worker's import, for one: all is read anew. */
  #noticeOthers(): void {
    const version = this.#dataVersion();
    if (this.#version !== undefined && version !== this.#version) {
      this.#state = 'cold';
      this.#scan = new CoarseScan(this.#bitCount);
    }
    this.#version = version;
  }
}
