/**
 * The index of knowledge: an SQLite file beside the database with the passages of the user's folders, their words and their vectors. All of
 * it can be read again, so it is in no backup, and it is replaced when it is damaged or of another version. This room owns that file; the
 * worker thread writes it, the main thread reads it.
 */
import Database from 'better-sqlite3';
import type { Database as Connection } from 'better-sqlite3';
import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadVectors } from '../file/connection.ts';

const indexFile = 'knowledge.db';

/** Raise it whenever the schema or `segmentWords` changes: the index is then made anew. */
const VERSION = 1;

/** How long a statement waits for a lock, in ms. */
const WRITER_TIMEOUT = 10_000;
const READER_TIMEOUT = 250;

/** Opens the index to write, creating it if needed. Replaces one that cannot be used; nothing but time is lost. */
export function openIndex(dataDir: string): Connection {
  const path = join(dataDir, indexFile);
  try {
    return prepared(path);
  } catch {
    removeIndex(dataDir);
    return prepared(path);
  }
}

/** Null while there is no index of this version, or one that is about to be replaced because it is damaged. */
export function openIndexToRead(dataDir: string): Connection | null {
  const path = join(dataDir, indexFile);
  if (!existsSync(path)) return null;
  const connection = new Database(path, { readonly: true, fileMustExist: true, timeout: READER_TIMEOUT });
  try {
    if (connection.pragma('user_version', { simple: true }) !== VERSION) {
      connection.close();
      return null;
    }
    loadVectors(connection);
    return connection;
  } catch {
    connection.close();
    return null;
  }
}

export function indexExists(dataDir: string): boolean {
  return existsSync(join(dataDir, indexFile));
}

/** Nobody may have it open. */
export function removeIndex(dataDir: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal'])
    rmSync(join(dataDir, indexFile) + suffix, { force: true });
}

function prepared(path: string): Connection {
  // SQLite would create a file that other users can read.
  closeSync(openSync(path, 'a', 0o600));
  const connection = new Database(path, { timeout: WRITER_TIMEOUT });
  try {
    connection.pragma('journal_mode = WAL');
    // What a power failure takes is read again.
    connection.pragma('synchronous = NORMAL');
    connection.pragma('foreign_keys = ON');
    connection.pragma('secure_delete = ON');
    loadVectors(connection);
    const version = connection.pragma('user_version', { simple: true });
    if (version === 0) create(connection);
    else if (version !== VERSION || connection.pragma('quick_check(1)', { simple: true }) !== 'ok')
      throw new Error('This index cannot be used.');
    return connection;
  } catch (thrown) {
    connection.close();
    throw thrown;
  }
}

function create(connection: Connection): void {
  connection.transaction(() => {
    connection.exec(schema);
    connection.pragma(`user_version = ${VERSION}`);
  })();
}

const schema = `
  CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    -- Within the source, with '/'.
    path TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    -- Of the file, in ms since 1970. NULL: read it again.
    modified REAL,
    -- SHA-256 of the content. NULL: it was not read.
    hash BLOB,
    state TEXT NOT NULL CHECK (state IN ('read', 'failed', 'left_out')),
    note TEXT,
    passages INTEGER NOT NULL,
    -- How many of them have a vector by the newest embedder: counting them each time would take too long.
    compared INTEGER NOT NULL DEFAULT 0,
    UNIQUE (source_id, path)
  ) STRICT;

  CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    -- How many characters at its beginning repeat the end of the passage before.
    repeats INTEGER NOT NULL,
    -- JSON of Place.
    place TEXT NOT NULL,
    digest TEXT NOT NULL,
    -- The name of the file and the heading, and the text, as their words are indexed (segment-words.ts). NULL: the text as it is.
    title_words TEXT NOT NULL,
    words TEXT
  ) STRICT;
  CREATE UNIQUE INDEX passages_document ON passages (document_id, ordinal);

  CREATE VIEW indexed_words AS SELECT id, title_words AS title, coalesce(words, text) AS words FROM passages;
  CREATE VIRTUAL TABLE passage_words USING fts5(
    title, words, content = 'indexed_words', content_rowid = 'id',
    tokenize = "porter unicode61 remove_diacritics 2 categories 'L* M* N* Co So'"
  );
  INSERT INTO passage_words (passage_words, rank) VALUES ('secure-delete', 1);
  CREATE TRIGGER passages_indexed AFTER INSERT ON passages BEGIN
    INSERT INTO passage_words (rowid, title, words) VALUES (NEW.id, NEW.title_words, coalesce(NEW.words, NEW.text));
  END;
  CREATE TRIGGER passages_removed BEFORE DELETE ON passages BEGIN
    INSERT INTO passage_words (passage_words, rowid, title, words)
    VALUES ('delete', OLD.id, OLD.title_words, coalesce(OLD.words, OLD.text));
  END;

  CREATE TABLE embedders (
    -- Never used twice: statements over the tables of an embedder are kept.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    dimensions INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE passage_vectors (
    embedder_id INTEGER NOT NULL REFERENCES embedders (id),
    passage_id INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
    vector BLOB NOT NULL,
    PRIMARY KEY (embedder_id, passage_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX passage_vectors_passage ON passage_vectors (passage_id);
`;

/** The table with one bit per dimension of each vector, by embedder. */
export function bitsTable(embedder: number): string {
  return `passage_bits_${embedder}`;
}

/** sqlite-vec needs a multiple of eight dimensions: the rest is padded with zeros. */
export function quantizedSql(vector: string, dimensions: number): string {
  const missing = (8 - (dimensions % 8)) % 8;
  const whole = missing === 0 ? vector : `CAST(${vector} || zeroblob(${4 * missing}) AS BLOB)`;
  return `vec_quantize_binary(${whole})`;
}

export function createBitsTable(connection: Connection, embedder: number, dimensions: number): void {
  const bits = Math.ceil(dimensions / 8) * 8;
  connection.exec(
    `CREATE VIRTUAL TABLE ${bitsTable(embedder)} USING vec0(source INTEGER PARTITION KEY, bits bit[${bits}])`,
  );
}
