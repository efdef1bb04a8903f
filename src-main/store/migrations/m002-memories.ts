import type { Migration } from './migration.ts';

/**
 * Memories, their units, words, vectors and history. A memory's text and cues are stored once, in memory_units. Words are indexed for all
 * units, whatever the status of their memory, so that the memory page also finds paused and forgotten ones; recall joins the status. The
 * index keeps no copy of the text (external content). Vectors take 4 bytes for each dimension in unit_vectors, plus one bit for each
 * dimension in a vec0 table for each embedder, which is created on first use.
 */
export const memories: Migration = {
  id: 2,
  name: 'memories',
  up: (database) => {
    database.exec(memoryTables);
    database.exec(wordIndex);
    database.exec(vectorTables);
    database.exec(history);
  },
};

const memoryTables = `
  CREATE TABLE memories (
    -- For joins and indexes inside the database (8 bytes at most); public_id is what the rest of Tutee knows.
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('fact', 'preference', 'instruction', 'skill')),
    -- Digest of the text without case, spacing and closing punctuation (16 bytes); see text-key.ts.
    text_key BLOB NOT NULL,
    -- What it is about, in a normal form. NULL: unknown.
    subject TEXT,
    scope_type TEXT NOT NULL CHECK (scope_type IN ('everywhere', 'assistant', 'project')),
    -- The assistant or project. NULL: everywhere.
    scope_id TEXT,
    status TEXT NOT NULL
      CHECK (status IN ('active', 'pending', 'paused', 'superseded', 'expired', 'forgotten')),
    pinned INTEGER NOT NULL CHECK (pinned IN (0, 1)),
    private INTEGER NOT NULL CHECK (private IN (0, 1)),
    -- NULL: for good.
    valid_until INTEGER,
    origin TEXT NOT NULL,
    -- Where it was taught. NULL: not in a chat. Not foreign keys: the memory outlives its conversation.
    source_conversation_id TEXT,
    source_message_id TEXT,
    -- The user's words. NULL: not taught in words of a message.
    quote TEXT,
    created_at INTEGER NOT NULL,
    -- When what it says last changed; pausing or pinning it does not count.
    updated_at INTEGER NOT NULL,
    -- NULL: never sent with an answer.
    last_used_at INTEGER,
    use_count INTEGER NOT NULL DEFAULT 0,
    confirm_count INTEGER NOT NULL DEFAULT 0,
    -- The memory that replaced it. NULL: none did.
    superseded_by INTEGER REFERENCES memories (id),
    CHECK ((scope_type = 'everywhere') = (scope_id IS NULL))
  ) STRICT;
  -- The page's list, its filters and totals are answered from this index alone (about 40 bytes a memory).
  CREATE INDEX memories_newest ON memories (created_at DESC, id DESC, status, kind, use_count);
  CREATE INDEX memories_counts ON memories (status, kind);
  CREATE INDEX memories_standing ON memories (updated_at DESC, id DESC)
    WHERE status = 'active' AND (pinned = 1 OR kind IN ('preference', 'instruction'));
  CREATE INDEX memories_subject ON memories (subject) WHERE subject IS NOT NULL;
  CREATE INDEX memories_text_key ON memories (text_key);
  CREATE INDEX memories_superseded_by ON memories (superseded_by) WHERE superseded_by IS NOT NULL;

  -- What is indexed of a memory: its text (ordinal 0) and each of its cues (1, 2 …).
  CREATE TABLE memory_units (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    memory_id INTEGER NOT NULL REFERENCES memories (id),
    ordinal INTEGER NOT NULL,
    -- NULL: the text of the memory.
    cue_kind TEXT CHECK (cue_kind IN ('question', 'task', 'topic')),
    text TEXT NOT NULL,
    -- The text as its words are indexed (see segment-words.ts). NULL: the same as text, as for all plain ASCII.
    words TEXT,
    CHECK ((ordinal = 0) = (cue_kind IS NULL))
  ) STRICT;
  CREATE INDEX memory_units_memory ON memory_units (memory_id, ordinal);
`;

const wordIndex = `
  CREATE VIEW memory_unit_words AS SELECT id, coalesce(words, text) AS words FROM memory_units;
  -- Marks (M*) belong to words in Indian and Thai script; symbols (So) are words so that an emoji can be found.
  CREATE VIRTUAL TABLE memory_words USING fts5(
    words, content = 'memory_unit_words', content_rowid = 'id',
    tokenize = "porter unicode61 remove_diacritics 2 categories 'L* M* N* Co So'"
  );
  -- Deleted words are taken out of the index at once instead of being marked: slower, but really gone.
  INSERT INTO memory_words (memory_words, rank) VALUES ('secure-delete', 1);
  CREATE TRIGGER memory_units_indexed AFTER INSERT ON memory_units BEGIN
    INSERT INTO memory_words (rowid, words) VALUES (new.id, coalesce(new.words, new.text));
  END;
  CREATE TRIGGER memory_units_unindexed AFTER DELETE ON memory_units BEGIN
    INSERT INTO memory_words (memory_words, rowid, words) VALUES ('delete', old.id, coalesce(old.words, old.text));
  END;
  CREATE TRIGGER memory_units_reworded BEFORE UPDATE OF text, words, id ON memory_units BEGIN
    SELECT RAISE(ABORT, 'a unit with other words is another unit');
  END;
`;

const vectorTables = `
  CREATE TABLE embedders (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Embedder.key: name, version and dimensions.
    key TEXT NOT NULL UNIQUE,
    dimensions INTEGER NOT NULL CHECK (dimensions > 0)
  ) STRICT;
  -- Exact vectors (float32, little endian), of memories of every status: derived data, rebuildable from the texts. A
  -- table with rowids, because one without would move every vector to an overflow page of its own.
  CREATE TABLE unit_vectors (
    id INTEGER PRIMARY KEY,
    embedder_id INTEGER NOT NULL REFERENCES embedders (id),
    unit_id INTEGER NOT NULL REFERENCES memory_units (id) ON DELETE CASCADE,
    vector BLOB NOT NULL,
    UNIQUE (embedder_id, unit_id)
  ) STRICT;
  CREATE INDEX unit_vectors_unit ON unit_vectors (unit_id);
`;

const history = `
  CREATE TABLE memory_events (
    -- The order of history, also within one millisecond.
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    change_id TEXT NOT NULL,
    memory_id INTEGER NOT NULL REFERENCES memories (id),
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    -- JSON of MemoryValue. NULL: there was no memory before.
    before TEXT,
    after TEXT,
    -- What undoing has to bring back beside the value. NULL: was not superseded.
    superseded_before INTEGER REFERENCES memories (id),
    superseded_after INTEGER REFERENCES memories (id),
    -- By how much confirm_count changed.
    confirmations INTEGER NOT NULL DEFAULT 0,
    -- The change that this one took back. NULL: this is not an undo.
    undoes TEXT,
    conversation_id TEXT,
    message_id TEXT
  ) STRICT;
  CREATE INDEX memory_events_memory ON memory_events (memory_id, seq);
  CREATE INDEX memory_events_change ON memory_events (change_id, seq);
  CREATE INDEX memory_events_message ON memory_events (message_id, seq) WHERE message_id IS NOT NULL;
  CREATE INDEX memory_events_undoes ON memory_events (undoes) WHERE undoes IS NOT NULL;
  CREATE TRIGGER memory_events_are_kept BEFORE UPDATE ON memory_events BEGIN
    SELECT RAISE(ABORT, 'history is append-only');
  END;
`;
