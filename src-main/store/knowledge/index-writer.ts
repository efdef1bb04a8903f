import type { Database, Statement } from 'better-sqlite3';
import { createHash } from 'node:crypto';
import type { Place } from '#shared/knowledge/place.ts';
import { segmentWords } from '../memories/segment-words.ts';
import { vectorBlob } from '../vectors/vector-blob.ts';
import { bitsTable, createBitsTable, openIndex, quantizedSql } from './index-file.ts';

/** A file as the last reading found it. */
export interface KnownDocument {
  readonly path: string;
  readonly bytes: number;
  /** Null: it must be read again. */
  readonly modified: number | null;
  /** In hexadecimal; null: it was not read. */
  readonly hash: string | null;
}

export interface ReadDocument extends KnownDocument {
  readonly state: 'read' | 'failed' | 'left_out';
  readonly note: string | null;
  readonly passages: readonly NewPassage[];
}

export interface NewPassage {
  readonly heading: string;
  readonly text: string;
  /** How many characters at its beginning repeat the end of the passage before. */
  readonly repeats: number;
  readonly place: Place;
}

export interface PassageText {
  readonly id: number;
  /** The name of the file, the heading and the text, as it is compared by meaning. */
  readonly text: string;
}

export interface PassageVectors {
  readonly embedder: string;
  readonly dimensions: number;
  readonly ids: readonly number[];
  readonly vectors: readonly Float32Array[];
}

interface MissingQuery {
  readonly key: string;
  /** JSON array of the ids of sources. */
  readonly sources: string;
  readonly after: number;
  readonly limit: number;
}

/** Passages deleted in one transaction: a few milliseconds. */
const DELETED_AT_ONCE = 200;

/** Writes the index of knowledge. One at a time, in a worker thread. */
export class IndexWriter {
  readonly #database: Database;
  readonly #addSource: Statement<[string]>;
  readonly #sourceRow: Statement<[string], number>;
  readonly #sources: Statement<[], string>;
  readonly #known: Statement<[number], KnownDocument>;
  readonly #document: Statement<[number, string], number>;
  readonly #putDocument: Statement<[Record<string, unknown>], { id: number }>;
  readonly #touch: Statement<[number, number | null, number, string]>;
  readonly #removeDocument: Statement<[number]>;
  readonly #removeSource: Statement<[number]>;
  readonly #somePassages: Statement<[number, number], number>;
  readonly #removePassage: Statement<[number]>;
  readonly #addPassage: Statement<[Record<string, unknown>]>;
  readonly #countPassages: Statement<[number], number>;
  readonly #embedders: Statement<[], { id: number; key: string; dimensions: number }>;
  readonly #missing: Statement<[MissingQuery], { id: number; path: string; heading: string; text: string }>;
  readonly #sourceOfPassage: Statement<[number], number>;
  readonly #putVector: Statement<[number, number, Buffer]>;
  readonly #countVector: Statement<[number]>;

  constructor(dataDir: string) {
    const database = openIndex(dataDir);
    this.#database = database;
    this.#addSource = database.prepare('INSERT OR IGNORE INTO sources (public_id) VALUES (?)');
    this.#sourceRow = database
      .prepare<[string], number>('SELECT id FROM sources WHERE public_id = ?')
      .pluck();
    this.#sources = database.prepare<[], string>('SELECT public_id FROM sources').pluck();
    this.#known = database.prepare(
      'SELECT path, bytes, modified, lower(hex(hash)) AS hash FROM documents WHERE source_id = ?',
    );
    this.#document = database
      .prepare<[number, string], number>('SELECT id FROM documents WHERE source_id = ? AND path = ?')
      .pluck();
    this.#putDocument = database.prepare(
      `INSERT INTO documents (source_id, path, bytes, modified, hash, state, note, passages)
       VALUES (:source, :path, :bytes, :modified, :hash, :state, :note, :passages) RETURNING id`,
    );
    this.#touch = database.prepare(
      'UPDATE documents SET bytes = ?, modified = ? WHERE source_id = ? AND path = ?',
    );
    this.#removeDocument = database.prepare('DELETE FROM documents WHERE id = ?');
    this.#removeSource = database.prepare('DELETE FROM sources WHERE id = ?');
    this.#somePassages = database
      .prepare<[number, number], number>('SELECT id FROM passages WHERE document_id = ? LIMIT ?')
      .pluck();
    this.#removePassage = database.prepare('DELETE FROM passages WHERE id = ?');
    this.#addPassage = database.prepare(
      `INSERT INTO passages (document_id, ordinal, heading, text, repeats, place, digest, title_words, words)
       VALUES (:document, :ordinal, :heading, :text, :repeats, :place, :digest, :title, :words)`,
    );
    this.#countPassages = database
      .prepare<[number], number>('SELECT coalesce(sum(passages), 0) FROM documents WHERE source_id = ?')
      .pluck();
    this.#embedders = database.prepare('SELECT id, key, dimensions FROM embedders');
    this.#missing = database.prepare(
      `SELECT p.id, d.path, p.heading, p.text
       FROM passages p CROSS JOIN documents d ON d.id = p.document_id CROSS JOIN sources s ON s.id = d.source_id
       WHERE p.id > :after AND s.public_id IN (SELECT value FROM json_each(:sources))
         AND NOT EXISTS (SELECT 1 FROM passage_vectors v CROSS JOIN embedders e ON e.id = v.embedder_id
           WHERE v.passage_id = p.id AND e.key = :key)
       ORDER BY p.id LIMIT :limit`,
    );
    this.#sourceOfPassage = database
      .prepare<[number], number>(
        'SELECT d.source_id FROM passages p JOIN documents d ON d.id = p.document_id WHERE p.id = ?',
      )
      .pluck();
    this.#putVector = database.prepare(
      'INSERT OR IGNORE INTO passage_vectors (embedder_id, passage_id, vector) VALUES (?, ?, ?)',
    );
    this.#countVector = database.prepare(
      'UPDATE documents SET compared = compared + 1 WHERE id = (SELECT document_id FROM passages WHERE id = ?)',
    );
  }

  /** The files of a source that are in the index, by path. */
  known(sourceId: string): ReadonlyMap<string, KnownDocument> {
    const rows = this.#known.all(this.#need(sourceId));
    return new Map(rows.map((row) => [row.path, { ...row, hash: row.hash === '' ? null : row.hash }]));
  }

  countPassages(sourceId: string): number {
    return this.#countPassages.get(this.#need(sourceId)) ?? 0;
  }

  /** Replaces what the index has of a file, in one transaction. */
  put(sourceId: string, document: ReadDocument): void {
    const source = this.#need(sourceId);
    this.#database
      .transaction(() => {
        this.#dropDocument(source, document.path);
        const { path, bytes, modified, hash, state, note, passages } = document;
        const row = { source, path, bytes, modified, state, note, passages: passages.length };
        const id =
          this.#putDocument.get({ ...row, hash: hash === null ? null : Buffer.from(hash, 'hex') })?.id ?? 0;
        passages.forEach((passage, ordinal) => this.#add(id, path, passage, ordinal));
      })
      .immediate();
  }

  /** Notes that a file has the same content as before. */
  touch(sourceId: string, { path, bytes, modified }: Omit<KnownDocument, 'hash'>): void {
    this.#touch.run(bytes, modified, this.#need(sourceId), path);
  }

  removeDocument(sourceId: string, path: string): void {
    this.#database.transaction(() => this.#dropDocument(this.#need(sourceId), path)).immediate();
  }

  /** Removes all sources that are not among these. `between` is awaited after each short transaction. */
  async keepOnly(sourceIds: ReadonlySet<string>, between: () => Promise<void>): Promise<void> {
    const gone = this.#sources.all().filter((id) => !sourceIds.has(id));
    for (const id of gone) {
      const source = this.#need(id);
      for (const path of this.known(id).keys()) {
        const document = this.#document.get(source, path) ?? 0;
        while (this.#dropSome(document) === DELETED_AT_ONCE) await between();
        this.#database.transaction(() => this.#dropDocument(source, path)).immediate();
        await between();
      }
      this.#removeSource.run(source);
    }
    // Otherwise the log would keep the words until it is written over.
    if (gone.length > 0) this.#database.pragma('wal_checkpoint(TRUNCATE)');
  }

  /** Passages of these sources without a vector by this embedder, in the order of their ids, after the id `after`. */
  missing(embedder: string, sourceIds: readonly string[], after: number, limit: number): PassageText[] {
    const query = { key: embedder, sources: JSON.stringify(sourceIds), after, limit };
    return this.#missing.all(query).map(({ id, path, heading, text }) => ({
      id,
      text: [titleOf(path, heading), text].join('\n'),
    }));
  }

  /** Skips passages that were removed meanwhile. Vectors of other embedders go once these are complete (`keepOnlyVectorsOf`). */
  putVectors({ embedder, dimensions, ids, vectors }: PassageVectors): void {
    this.#database
      .transaction(() => {
        const table = this.#embedder(embedder, dimensions);
        const insert = this.#database.prepare(
          `INSERT INTO ${bitsTable(table)} (rowid, source, bits) VALUES (?, ?, ${quantizedSql('?', dimensions)})`,
        );
        const newest = this.#embedders.all().every(({ id }) => id <= table);
        ids.forEach((id, index) => {
          const vector = vectors[index];
          const source = this.#sourceOfPassage.get(id);
          if (vector?.length !== dimensions || source === undefined) return;
          const blob = vectorBlob(vector);
          if (this.#putVector.run(table, id, blob).changes === 0) return;
          insert.run(BigInt(id), BigInt(source), blob);
          if (newest) this.#countVector.run(id);
        });
      })
      .immediate();
  }

  keepOnlyVectorsOf(embedder: string): void {
    for (const { id, key } of this.#embedders.all()) {
      if (key === embedder) continue;
      this.#database
        .transaction(() => {
          this.#database.exec(`DROP TABLE ${bitsTable(id)}`);
          this.#database.prepare('DELETE FROM passage_vectors WHERE embedder_id = ?').run(id);
          this.#database.prepare('DELETE FROM embedders WHERE id = ?').run(id);
        })
        .immediate();
    }
  }

  close(): void {
    if (!this.#database.open) return;
    this.#database.close();
  }

  #need(sourceId: string): number {
    const found = this.#sourceRow.get(sourceId);
    if (found !== undefined) return found;
    return Number(this.#addSource.run(sourceId).lastInsertRowid);
  }

  #embedder(key: string, dimensions: number): number {
    const known = this.#embedders.all().find((one) => one.key === key);
    if (known?.dimensions === dimensions) return known.id;
    if (known !== undefined)
      throw new Error(`${key} gave ${dimensions} dimensions instead of ${known.dimensions}`);
    const added = this.#database
      .prepare('INSERT INTO embedders (key, dimensions) VALUES (?, ?)')
      .run(key, dimensions);
    const id = Number(added.lastInsertRowid);
    createBitsTable(this.#database, id, dimensions);
    this.#database.exec('UPDATE documents SET compared = 0');
    return id;
  }

  #add(document: number, path: string, passage: NewPassage, ordinal: number): void {
    const { heading, text, repeats, place } = passage;
    const words = segmentWords(text);
    this.#addPassage.run({
      document,
      ordinal,
      heading,
      text,
      repeats,
      place: JSON.stringify(place),
      digest: createHash('sha256').update(text).digest('hex').slice(0, 32),
      title: segmentWords(titleOf(path, heading)),
      words: words === text ? null : words,
    });
  }

  #dropDocument(source: number, path: string): void {
    const document = this.#document.get(source, path);
    if (document === undefined) return;
    while (this.#dropPassages(document) > 0);
    this.#removeDocument.run(document);
  }

  #dropSome(document: number): number {
    return this.#database.transaction(() => this.#dropPassages(document)).immediate();
  }

  /** Returns how many. A virtual table takes no part in cascades. */
  #dropPassages(document: number): number {
    const ids = this.#somePassages.all(document, DELETED_AT_ONCE);
    const bits = this.#embedders
      .all()
      .map(({ id }) => this.#database.prepare<[bigint]>(`DELETE FROM ${bitsTable(id)} WHERE rowid = ?`));
    for (const id of ids) {
      for (const remove of bits) remove.run(BigInt(id));
      this.#removePassage.run(id);
    }
    return ids.length;
  }
}

/** "notes › Travel": what a passage is called. */
function titleOf(path: string, heading: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.[A-Za-z0-9]{1,8}$/, '');
  const plain = name.replaceAll(/[_-]+/g, ' ');
  return heading === '' ? plain : `${plain} › ${heading}`;
}
