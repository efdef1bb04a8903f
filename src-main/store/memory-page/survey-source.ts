import type { Database } from 'better-sqlite3';
import type { MemoryKind } from '#shared/memory/memory.ts';
import { blobVector } from '../vectors/vector-blob.ts';

export interface SurveyRow {
  readonly id: string;
  readonly text: string;
  readonly kind: MemoryKind;
  readonly vector: Float32Array;
}

/** What a survey of all memories is made of, and the survey that was made last. From a worker's connection. */
export class SurveySource {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Says what memories in use and their vectors are now: the same as long as a survey of them would be the same. */
  madeOf(embedderKey: string): string {
    const sums = this.#database
      .prepare<[string], Record<string, number>>(
        `SELECT count(*) AS count, total(u.id) AS units, total(v.id) AS vectors,
           total(m.id * instr('fact preference instruction skill', m.kind)) AS kinds ${inUse}`,
      )
      .get(embedderKey);
    return JSON.stringify({ version: 2, embedder: embedderKey, ...sums });
  }

  /** In the order they were learned. One read, so that no other connection waits for it. */
  rows(embedderKey: string): SurveyRow[] {
    return this.#database
      .prepare<[string], Omit<SurveyRow, 'vector'> & { vector: Buffer }>(
        `SELECT m.public_id AS id, u.text, m.kind, v.vector ${inUse} ORDER BY m.id`,
      )
      .all(embedderKey)
      .map(({ vector, ...row }) => ({ ...row, vector: blobVector(vector) }));
  }

  /** Undefined when none was kept or it is out of date. */
  kept(name: string, madeOf: string): unknown {
    const json = this.#database
      .prepare<[string, string], Buffer>('SELECT result FROM worked_out WHERE name = ? AND made_of = ?')
      .pluck()
      .get(name, madeOf);
    return json === undefined ? undefined : JSON.parse(json.toString());
  }

  keep(name: string, madeOf: string, result: object): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO worked_out (name, made_of, result) VALUES (?, ?, ?)')
      .run(name, madeOf, Buffer.from(JSON.stringify(result)));
  }
}

const inUse = `
  FROM embedders e CROSS JOIN memories m CROSS JOIN memory_units u ON u.memory_id = m.id AND u.ordinal = 0
    CROSS JOIN unit_vectors v ON v.embedder_id = e.id AND v.unit_id = u.id
  WHERE e.key = ? AND m.status IN ('active', 'paused')`;
