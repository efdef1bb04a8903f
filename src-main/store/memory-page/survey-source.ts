import type { Database } from 'better-sqlite3';
import type { MemoryKind } from '#shared/memory/memory.ts';
import { blobVector } from '../vectors/vector-blob.ts';

export interface SurveyRow {
  readonly id: string;
  readonly text: string;
  readonly kind: MemoryKind;
  readonly vector: Float32Array;
}

/** The data for a survey of all memories, and the cached last survey. Used over a worker's connection. */
export class SurveySource {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** A fingerprint of the memories in use and their vectors: equal as long as a survey of them would be equal. */
  fingerprint(embedderKey: string): string {
    const sums = this.#database
      .prepare<[string], Record<string, number>>(
        `SELECT count(*) AS count, total(u.id) AS units, total(v.id) AS vectors,
           total(m.id * instr('fact preference instruction skill', m.kind)) AS kinds ${inUse}`,
      )
      .get(embedderKey);
    return JSON.stringify({ version: 2, embedder: embedderKey, ...sums });
  }

  /** In the order they were learned. One query, so that no other connection waits. */
  rows(embedderKey: string): SurveyRow[] {
    return this.#database
      .prepare<[string], Omit<SurveyRow, 'vector'> & { vector: Buffer }>(
        `SELECT m.public_id AS id, u.text, m.kind, v.vector ${inUse} ORDER BY m.id`,
      )
      .all(embedderKey)
      .map(({ vector, ...row }) => ({ ...row, vector: blobVector(vector) }));
  }

  /** Undefined when there is none or it is outdated. */
  cached(name: string, fingerprint: string): unknown {
    const json = this.#database
      .prepare<[string, string], Buffer>('SELECT result FROM worked_out WHERE name = ? AND made_of = ?')
      .pluck()
      .get(name, fingerprint);
    return json === undefined ? undefined : JSON.parse(json.toString());
  }

  cache(name: string, fingerprint: string, result: object): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO worked_out (name, made_of, result) VALUES (?, ?, ?)')
      .run(name, fingerprint, Buffer.from(JSON.stringify(result)));
  }
}

const inUse = `
  FROM embedders e CROSS JOIN memories m CROSS JOIN memory_units u ON u.memory_id = m.id AND u.ordinal = 0
    CROSS JOIN unit_vectors v ON v.embedder_id = e.id AND v.unit_id = u.id
  WHERE e.key = ? AND m.status IN ('active', 'paused')`;
