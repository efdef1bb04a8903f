import type { Database, Statement } from 'better-sqlite3';
import { TuteeError } from '#shared/errors.ts';
import { createVectorTable } from './vector-table.ts';
import type { TableEmbedder } from './vector-table.ts';

/** An embedder whose vectors the database has, or is about to have. */
export interface RegisteredEmbedder extends TableEmbedder {
  readonly key: string;
}

/** vec0 takes no longer vectors. */
const mostDimensions = 8_192;

/** Which embedders have vectors here. Each has a table of its own to be searched, `vectors_<id>`, made with its registration. */
export class EmbedderRegistry {
  readonly #database: Database;
  readonly #byKey: Statement<[string], RegisteredEmbedder>;
  readonly #all: Statement<[], RegisteredEmbedder>;
  readonly #insert: Statement<[string, number]>;
  /** Each recall asks a dozen times, and none is ever taken out or changed. */
  readonly #known = new Map<string, RegisteredEmbedder>();

  constructor(database: Database) {
    this.#database = database;
    this.#byKey = database.prepare('SELECT id, key, dimensions FROM embedders WHERE key = ?');
    this.#all = database.prepare('SELECT id, key, dimensions FROM embedders ORDER BY id');
    this.#insert = database.prepare('INSERT INTO embedders (key, dimensions) VALUES (?, ?)');
  }

  all(): RegisteredEmbedder[] {
    return this.#all.all();
  }

  find(key: string): RegisteredEmbedder | undefined {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found = this.#byKey.get(key);
    // One that was registered in a transaction may still be taken back.
    if (found !== undefined && !this.#database.inTransaction) this.#known.set(key, found);
    return found;
  }

  /** Registers an embedder when it is new. Throws `internal` when its vectors have another length than before. */
  register(key: string, dimensions: number): RegisteredEmbedder {
    const known = this.find(key);
    if (known !== undefined) {
      if (known.dimensions === dimensions) return known;
      throw wrongLength(key, known.dimensions, dimensions);
    }
    if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > mostDimensions) {
      throw new TuteeError(
        'internal',
        'The model that compares meanings gives vectors of a length Tutee cannot store.',
        {
          detail: `${key}: ${dimensions} dimensions`,
        },
      );
    }
    const id = Number(this.#insert.run(key, dimensions).lastInsertRowid);
    const embedder = { id, key, dimensions };
    createVectorTable(this.#database, embedder);
    return embedder;
  }
}

export function wrongLength(key: string, expected: number, found: number): TuteeError {
  return new TuteeError('internal', 'The model that compares meanings changed the length of its vectors.', {
    detail: `${key}: expected ${expected} dimensions, found ${found}`,
  });
}
