import type { Database, Statement } from 'better-sqlite3';
import type { KnowledgeFile } from '#shared/knowledge/knowledge.ts';
import type { Place } from '#shared/knowledge/place.ts';
import { sanitizeName } from '#shared/sanitize-name.ts';
import { anyPhraseExpression, phraseExpressions } from '../search/match-expression.ts';
import { vectorBlob } from '../vectors/vector-blob.ts';
import { bitsTable, indexExists, openIndexToRead, quantizedSql } from './index-file.ts';

export interface SourceCounts {
  readonly files: number;
  readonly failed: number;
  readonly leftOut: number;
  readonly bytes: number;
  readonly passages: number;
  /** How many passages have a vector by the embedder asked for. */
  readonly compared: number;
}

export interface FoundPassage {
  readonly id: number;
  readonly sourceId: string;
  readonly path: string;
  readonly heading: string;
  readonly text: string;
  readonly place: Place;
  readonly digest: string;
  /** Which of the terms it contains, by position. */
  readonly terms: readonly number[];
  /** Null: it has no vector, or was not compared. */
  readonly cosine: number | null;
}

export interface FoundPassages {
  readonly passages: readonly FoundPassage[];
  /** In how many passages of the whole index each term occurs. */
  readonly counts: readonly number[];
  /** The number of passages in the index. */
  readonly total: number;
}

export interface PassageQuery {
  /** Each term as the spellings to search for. */
  readonly terms: readonly (readonly string[])[];
  /** Null: words alone. */
  readonly vector: { readonly embedder: string; readonly vector: Float32Array } | null;
  readonly sourceIds: readonly string[];
  /** How many each of the two routes finds. */
  readonly limit: number;
}

interface PassageRow {
  readonly id: number;
  readonly sourceId: string;
  readonly path: string;
  readonly heading: string;
  readonly text: string;
  readonly place: string;
  readonly digest: string;
}

/** A passage with its neighbours in the file. */
export interface PassageInFile {
  readonly text: string;
  readonly repeats: number;
  readonly place: Place;
  readonly digest: string;
}

const noCounts: SourceCounts = { files: 0, failed: 0, leftOut: 0, bytes: 0, passages: 0, compared: 0 };

/** Words in more passages than this are too common to rank by, unless there are no others. */
const COMMON_SHARE = 1 / 4;
/** Nearest passages by bits that are compared exactly. The time of vec0 grows with it. */
const COARSE = 64;
/** Up to this many passages with a term are listed. */
const LISTED = 2_000;
const MOST_CACHED = 5_000;

/** Reads the index of knowledge on the main thread: every method takes a few milliseconds. */
export class IndexReader {
  readonly #dataDir: string;
  #open: Reading | null = null;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  /** Whether there is a file of it at all. */
  exists(): boolean {
    return indexExists(this.#dataDir);
  }

  search(query: PassageQuery): FoundPassages {
    return this.#reading()?.search(query) ?? { passages: [], counts: query.terms.map(() => 0), total: 0 };
  }

  counts(sourceId: string, embedder: string): SourceCounts {
    return this.#reading()?.counts(sourceId, embedder) ?? noCounts;
  }

  files(
    sourceId: string,
    page: { readonly faults: boolean; readonly offset: number; readonly limit: number },
  ): { files: KnowledgeFile[]; total: number } {
    return this.#reading()?.files(sourceId, page) ?? { files: [], total: 0 };
  }

  /** The passages of a file whose ordinals are around those at a place; empty when the file is not in the index. */
  passagesOf(sourceId: string, path: string): PassageInFile[] {
    return this.#reading()?.passagesOf(sourceId, path) ?? [];
  }

  close(): void {
    this.#open?.close();
    this.#open = null;
  }

  #reading(): Reading | null {
    if (this.#open === null) {
      const database = openIndexToRead(this.#dataDir);
      this.#open = database === null ? null : new Reading(database);
    }
    return this.#open;
  }
}

class Reading {
  readonly #database: Database;
  readonly #byWords: Statement<[Record<string, unknown>], number>;
  readonly #among: Statement<[{ expression: string; ids: string }], number>;
  readonly #listed: Statement<[string], number>;
  readonly #count: Statement<[string], number>;
  readonly #total: Statement<[], number>;
  readonly #passages: Statement<[string], PassageRow>;
  readonly #sourceRows: Statement<[string], number>;
  readonly #counts: Statement<[string], SourceCounts>;
  readonly #newest: Statement<[], string>;
  readonly #compared: Statement<[string, string], number>;
  readonly #files: Statement<[Record<string, unknown>], KnowledgeFile>;
  readonly #countFiles: Statement<[string, 0 | 1], number>;
  readonly #ofFile: Statement<[string, string], Omit<PassageInFile, 'place'> & { readonly place: string }>;
  readonly #embedder: Statement<[string], { id: number; dimensions: number }>;
  readonly #version: Statement<[], number>;
  readonly #nearest = new Map<number, Statement<[Record<string, unknown>], { id: number; cosine: number }>>();
  readonly #cosines = new Map<number, Statement<[Record<string, unknown>], { id: number; cosine: number }>>();
  /** By expression; dropped whenever the index changes. */
  readonly #cached = new Map<string, number>();
  #cachedAt = -1;

  constructor(database: Database) {
    this.#database = database;
    this.#byWords = database
      .prepare<[Record<string, unknown>], number>(
        `SELECT w.rowid FROM passage_words w CROSS JOIN passages p ON p.id = w.rowid
           CROSS JOIN documents d ON d.id = p.document_id
         WHERE w.passage_words MATCH :expression AND d.source_id IN (SELECT value FROM json_each(:sources))
         ORDER BY w.rank LIMIT :limit`,
      )
      .pluck();
    this.#among = database
      .prepare<[{ expression: string; ids: string }], number>(
        `SELECT w.rowid FROM json_each(:ids) given CROSS JOIN passage_words w ON w.rowid = given.value
         WHERE w.passage_words MATCH :expression`,
      )
      .pluck();
    this.#listed = database
      .prepare<[string], number>('SELECT rowid FROM passage_words WHERE passage_words MATCH ?')
      .pluck();
    this.#count = database
      .prepare<[string], number>('SELECT count(*) FROM passage_words WHERE passage_words MATCH ?')
      .pluck();
    this.#total = database.prepare<[], number>('SELECT count(*) FROM passages').pluck();
    this.#passages = database.prepare(
      `SELECT p.id, s.public_id AS sourceId, d.path, p.heading, p.text, p.place, p.digest
       FROM json_each(?) given CROSS JOIN passages p ON p.id = given.value
         CROSS JOIN documents d ON d.id = p.document_id CROSS JOIN sources s ON s.id = d.source_id`,
    );
    this.#sourceRows = database
      .prepare<[string], number>(
        'SELECT s.id FROM json_each(?) given CROSS JOIN sources s ON s.public_id = given.value',
      )
      .pluck();
    this.#counts = database.prepare(
      `SELECT count(*) FILTER (WHERE d.state = 'read') AS files, count(*) FILTER (WHERE d.state = 'failed') AS failed,
         count(*) FILTER (WHERE d.state = 'left_out') AS leftOut,
         coalesce(sum(d.bytes) FILTER (WHERE d.state = 'read'), 0) AS bytes, coalesce(sum(d.passages), 0) AS passages,
         coalesce(sum(d.compared), 0) AS compared
       FROM sources s CROSS JOIN documents d ON d.source_id = s.id WHERE s.public_id = ?`,
    );
    this.#newest = database.prepare<[], string>('SELECT key FROM embedders ORDER BY id DESC LIMIT 1').pluck();
    this.#compared = database
      .prepare<[string, string], number>(
        `SELECT count(*) FROM sources s CROSS JOIN documents d ON d.source_id = s.id
           CROSS JOIN passages p ON p.document_id = d.id
         WHERE s.public_id = ? AND EXISTS (SELECT 1 FROM embedders e CROSS JOIN passage_vectors v
           ON v.embedder_id = e.id AND v.passage_id = p.id WHERE e.key = ?)`,
      )
      .pluck();
    this.#files = database.prepare(
      `SELECT d.path, d.bytes, d.passages, d.state, d.note FROM sources s CROSS JOIN documents d ON d.source_id = s.id
       WHERE s.public_id = :source AND (:faults = 0 OR d.state <> 'read') ORDER BY d.path LIMIT :limit OFFSET :offset`,
    );
    this.#countFiles = database
      .prepare<[string, 0 | 1], number>(
        `SELECT count(*) FROM sources s CROSS JOIN documents d ON d.source_id = s.id
         WHERE s.public_id = ? AND (? = 0 OR d.state <> 'read')`,
      )
      .pluck();
    this.#ofFile = database.prepare(
      `SELECT p.text, p.repeats, p.place, p.digest FROM sources s CROSS JOIN documents d ON d.source_id = s.id
         CROSS JOIN passages p ON p.document_id = d.id
       WHERE s.public_id = ? AND d.path = ? ORDER BY p.ordinal`,
    );
    this.#embedder = database.prepare('SELECT id, dimensions FROM embedders WHERE key = ?');
    this.#version = database.prepare<[], number>('PRAGMA data_version').pluck();
  }

  search({ terms, vector, sourceIds, limit }: PassageQuery): FoundPassages {
    const expressions = terms.map((words) => anyPhraseExpression(phraseExpressions(words)));
    const total = this.#remembered('', () => this.#total.get() ?? 0);
    const counts = expressions.map((expression) =>
      expression === '' ? 0 : this.#remembered(expression, () => this.#count.get(expression) ?? 0),
    );
    const sources = this.#sourceRows.all(JSON.stringify(sourceIds));
    if (sources.length === 0) return { passages: [], counts, total };
    const cosines = new Map<number, number>();
    if (vector !== null) this.#near(vector, sources, limit, cosines);
    const ids = [
      ...new Set([...this.#withWords(expressions, counts, total, sources, limit), ...cosines.keys()]),
    ];
    if (vector !== null)
      this.#compare(
        vector,
        ids.filter((id) => !cosines.has(id)),
        cosines,
      );
    const among = JSON.stringify(ids);
    const holding = expressions.map(
      (expression, index) => new Set(this.#holding(expression, counts[index] ?? 0, among)),
    );
    const passages = this.#passages.all(among).map((row) => ({
      ...row,
      place: JSON.parse(row.place) as Place,
      terms: holding.flatMap((held, index) => (held.has(row.id) ? [index] : [])),
      cosine: cosines.get(row.id) ?? null,
    }));
    return { passages, counts, total };
  }

  counts(sourceId: string, embedder: string): SourceCounts {
    const counts = this.#counts.get(sourceId) ?? noCounts;
    if (this.#newest.get() === embedder) return counts;
    return { ...counts, compared: this.#compared.get(sourceId, embedder) ?? 0 };
  }

  files(
    source: string,
    { faults, offset, limit }: { readonly faults: boolean; readonly offset: number; readonly limit: number },
  ): { files: KnowledgeFile[]; total: number } {
    const only = faults ? 1 : 0;
    return {
      files: this.#files
        .all({ source, faults: only, offset, limit })
        .map((file) => ({ ...file, path: sanitizeName(file.path) })),
      total: this.#countFiles.get(source, only) ?? 0,
    };
  }

  passagesOf(sourceId: string, path: string): PassageInFile[] {
    return this.#ofFile.all(sourceId, path).map((row) => ({ ...row, place: JSON.parse(row.place) as Place }));
  }

  close(): void {
    this.#database.close();
  }

  /** Passages with a term: all of them if they are few, as looking each candidate up takes longer; otherwise those among the candidates. */
  #holding(expression: string, count: number, among: string): readonly number[] {
    if (count === 0) return [];
    return count <= LISTED ? this.#listed.all(expression) : this.#among.all({ expression, ids: among });
  }

  #withWords(
    expressions: readonly string[],
    counts: readonly number[],
    total: number,
    sources: readonly number[],
    limit: number,
  ): number[] {
    const known = expressions.filter((_, index) => (counts[index] ?? 0) > 0);
    const rare = expressions.filter((_, index) => {
      const count = counts[index] ?? 0;
      return count > 0 && count <= total * COMMON_SHARE;
    });
    const used = rare.length > 0 ? rare : known;
    if (used.length === 0) return [];
    return this.#byWords.all({
      expression: used.map((expression) => `(${expression})`).join(' OR '),
      sources: JSON.stringify(sources),
      limit,
    });
  }

  #near(
    { embedder: key, vector }: NonNullable<PassageQuery['vector']>,
    sources: readonly number[],
    limit: number,
    cosines: Map<number, number>,
  ): void {
    const embedder = this.#embedderOf(key, vector);
    if (embedder === undefined) return;
    const { id, dimensions } = embedder;
    let nearest = this.#nearest.get(id);
    if (nearest === undefined) {
      nearest = this.#database.prepare(
        `SELECT n.rowid AS id, ${cosineSql} AS cosine
         FROM json_each(:sources) given CROSS JOIN ${bitsTable(id)} n
           ON n.bits MATCH ${quantizedSql(':vector', dimensions)} AND n.k = :k AND n.source = given.value
         CROSS JOIN passage_vectors v ON v.embedder_id = ${id} AND v.passage_id = n.rowid`,
      );
      this.#nearest.set(id, nearest);
    }
    const rows = nearest.all({ sources: JSON.stringify(sources), vector: vectorBlob(vector), k: COARSE });
    rows.sort((one, other) => other.cosine - one.cosine);
    for (const row of rows.slice(0, limit)) cosines.set(row.id, row.cosine);
  }

  #compare(
    { embedder: key, vector }: NonNullable<PassageQuery['vector']>,
    ids: readonly number[],
    cosines: Map<number, number>,
  ): void {
    const embedder = ids.length === 0 ? undefined : this.#embedderOf(key, vector);
    if (embedder === undefined) return;
    const { id } = embedder;
    let compare = this.#cosines.get(id);
    if (compare === undefined) {
      compare = this.#database.prepare(
        `SELECT v.passage_id AS id, ${cosineSql} AS cosine FROM json_each(:ids) given
         CROSS JOIN passage_vectors v ON v.embedder_id = ${id} AND v.passage_id = given.value`,
      );
      this.#cosines.set(id, compare);
    }
    for (const row of compare.all({ ids: JSON.stringify(ids), vector: vectorBlob(vector) }))
      cosines.set(row.id, row.cosine);
  }

  #embedderOf(key: string, vector: Float32Array): { id: number; dimensions: number } | undefined {
    const found = this.#embedder.get(key);
    return found?.dimensions === vector.length ? found : undefined;
  }

  #remembered(expression: string, count: () => number): number {
    const version = this.#version.get() ?? 0;
    if (version !== this.#cachedAt || this.#cached.size > MOST_CACHED) this.#cached.clear();
    this.#cachedAt = version;
    const known = this.#cached.get(expression);
    if (known !== undefined) return known;
    const found = count();
    this.#cached.set(expression, found);
    return found;
  }
}

const cosineSql = 'coalesce(1 - vec_distance_cosine(v.vector, :vector), 0)';
