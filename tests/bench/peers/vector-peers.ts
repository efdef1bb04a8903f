/** The same work in other libraries: the ten nearest of given vectors, on this machine, in this process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as sqliteVec from 'sqlite-vec';

export const NEAREST = 10;

export interface VectorPeer {
  readonly name: string;
  fill(vectors: readonly Float32Array[]): Promise<void>;
  /** Indexes of the nearest vectors, nearest first. */
  nearest(vector: Float32Array): Promise<number[]>;
  close(): void;
}

/** sqlite-vec as in its introduction: float32, every row compared. */
export function flatSqliteVec(dimensions: number): VectorPeer {
  const folder = mkdtempSync(join(tmpdir(), 'tutee-peer-'));
  const database = new Database(join(folder, 'flat.db'));
  sqliteVec.load(database);
  database.exec(`CREATE VIRTUAL TABLE flat USING vec0(vector float[${dimensions}] distance_metric=cosine)`);
  const insert = database.prepare('INSERT INTO flat (rowid, vector) VALUES (?, ?)');
  const search = database
    .prepare<[Buffer, number], number>('SELECT rowid FROM flat WHERE vector MATCH ? AND k = ?')
    .pluck();
  return {
    name: 'flat_sqlite_vec',
    fill: (vectors) => {
      database.transaction(() => {
        for (const [index, vector] of vectors.entries()) insert.run(BigInt(index), blob(vector));
      })();
      return Promise.resolve();
    },
    nearest: (vector) => Promise.resolve(search.all(blob(vector), NEAREST)),
    close: () => {
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Hnsw {
  readonly HierarchicalNSW: new (
    space: string,
    dimensions: number,
  ) => {
    initIndex(most: number, m: number, construction: number): void;
    setEf(ef: number): void;
    addPoint(vector: number[], label: number): void;
    searchKnn(vector: number[], k: number): { neighbors: number[] };
  };
}

/** M 16, construction 200, ef 100: common values. All in memory; nothing is stored on disk. */
export function hnswlib(require: NodeJS.Require, dimensions: number): VectorPeer {
  const { HierarchicalNSW } = require('hnswlib-node') as Hnsw;
  const index = new HierarchicalNSW('cosine', dimensions);
  return {
    name: 'hnswlib',
    fill: (vectors) => {
      index.initIndex(vectors.length, 16, 200);
      index.setEf(100);
      for (const [label, vector] of vectors.entries()) index.addPoint([...vector], label);
      return Promise.resolve();
    },
    nearest: (vector) => Promise.resolve(index.searchKnn([...vector], NEAREST).neighbors),
    close: () => undefined,
  };
}

interface LanceTable {
  vectorSearch(vector: Float32Array): {
    distanceType(type: string): {
      limit(k: number): { select(columns: string[]): { toArray(): Promise<{ id: number }[]> } };
    };
  };
  add(rows: readonly { id: number; vector: number[] }[]): Promise<unknown>;
}
interface Lance {
  connect(folder: string): Promise<{
    createTable(name: string, rows: readonly { id: number; vector: number[] }[]): Promise<LanceTable>;
    close(): void;
  }>;
}

const rowsAtOnce = 5_000;

/** A table without an index: every row compared. */
export function lanceDb(require: NodeJS.Require): VectorPeer {
  const folder = mkdtempSync(join(tmpdir(), 'tutee-peer-'));
  const lance = require('@lancedb/lancedb') as Lance;
  let table: LanceTable | null = null;
  let disconnect = () => {};
  return {
    name: 'lancedb',
    fill: async (vectors) => {
      const connection = await lance.connect(folder);
      disconnect = () => connection.close();
      const rows = vectors.map((vector, id) => ({ id, vector: [...vector] }));
      table = await connection.createTable('memories', rows.slice(0, rowsAtOnce));
      for (let start = rowsAtOnce; start < rows.length; start += rowsAtOnce)
        await table.add(rows.slice(start, start + rowsAtOnce));
    },
    nearest: async (vector) => {
      if (table === null) throw new Error('Fill it first.');
      const found = await table
        .vectorSearch(vector)
        .distanceType('cosine')
        .limit(NEAREST)
        .select(['id', '_distance'])
        .toArray();
      return found.map(({ id }) => id);
    },
    close: () => {
      disconnect();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function blob(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}
