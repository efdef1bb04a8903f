import type { Database, Statement } from 'better-sqlite3';
import { TuteeError } from '#shared/errors.ts';
import { createVectorTable } from './vector-table.ts';
import type { TableEmbedder } from './vector-table.ts';

/** An embedder whose vectors the database stores. */
export interface RegisteredEmbedder extends TableEmbedder {
  readonly key: string;
}

/** The limit of vec0. */
const MAX_DIMENSIONS = 8_192;

/** The embedders that have vectors in the database. Registering one creates its vector table, `vectors_<id>`. */
export class EmbedderRegistry {
  readonly #database: Database;
  readonly #byKey: Statement<[string], RegisteredEmbedder>;
  readonly #all: Statement<[], RegisteredEmbedder>;
  readonly #insert: Statement<[string, number]>;
  /** Cached, since each recall asks a dozen times; entries never change. */
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
    // A registration in a transaction may still be rolled back.
    if (found !== undefined && !this.#database.inTransaction) this.#known.set(key, found);
    return found;
  }

  /**
   * Registers an embedder if it is new. Throws `internal` when its dimensions differ from earlier ones, or are too
   * many.
   */
  register(key: string, dimensions: number): RegisteredEmbedder {
    const known = this.find(key);
    if (known !== undefined) {
      if (known.dimensions === dimensions) return known;
      throw wrongLength(key, known.dimensions, dimensions);
    }
    if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > MAX_DIMENSIONS) {
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
