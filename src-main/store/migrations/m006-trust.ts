import type { Database } from 'better-sqlite3';
import type { Migration } from './migration.ts';

/**
 * Tags, the time since when a status applies, what a pending memory would replace, contradictions, rejected texts and purged memories, and
 * a search by meaning that scans one scope only.
 */
export const trust: Migration = {
  id: 6,
  name: 'trust',
  up: (database) => {
    database.exec(columns);
    database.exec(tables);
    database.exec(indexes);
    splitCoarseTables(database);
  },
};

const columns = `
  -- When the memory came into its status: the bin empties itself by it.
  ALTER TABLE memories ADD COLUMN status_since INTEGER NOT NULL DEFAULT 0;
  UPDATE memories SET status_since = coalesce(
    (SELECT e.at FROM memory_events e WHERE e.memory_id = memories.id AND e.before IS NOT e.after
     ORDER BY e.seq DESC LIMIT 1), created_at);
`;

const tables = `
  CREATE TABLE memory_tags (
    memory_id INTEGER NOT NULL REFERENCES memories (id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (memory_id, tag)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX memory_tags_tag ON memory_tags (tag, memory_id);

  -- What a pending memory replaces when it is approved.
  CREATE TABLE memory_replacements (
    memory_id INTEGER NOT NULL REFERENCES memories (id) ON DELETE CASCADE,
    replaced_id INTEGER NOT NULL REFERENCES memories (id) ON DELETE CASCADE,
    PRIMARY KEY (memory_id, replaced_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX memory_replacements_replaced ON memory_replacements (replaced_id);

  -- Two memories that contradict each other. Open while both are in use and nobody said to keep both: so undoing whatever
  -- resolved it opens it again.
  CREATE TABLE memory_conflicts (
    id TEXT PRIMARY KEY,
    older_id INTEGER NOT NULL REFERENCES memories (id) ON DELETE CASCADE,
    newer_id INTEGER NOT NULL REFERENCES memories (id) ON DELETE CASCADE,
    -- Why they were held against each other, in plain words.
    reason TEXT NOT NULL,
    found_at INTEGER NOT NULL,
    -- When the user said to keep both. NULL: not said.
    kept_both_at INTEGER,
    UNIQUE (older_id, newer_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX memory_conflicts_newer ON memory_conflicts (newer_id);

  -- What the user rejected in review must not be proposed again. A digest (see text-key.ts), never the text.
  CREATE TABLE rejected_texts (
    text_key BLOB PRIMARY KEY,
    rejected_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- Memories forgotten for good: that there was one, and nothing of what it said.
  CREATE TABLE purged_memories (
    public_id TEXT PRIMARY KEY,
    purged_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- Results that take long to work out, such as the map: derived data, made anew when what they were made of changed.
  CREATE TABLE worked_out (
    name TEXT PRIMARY KEY,
    -- Says what it was made of; another one means it is out of date.
    made_of TEXT NOT NULL,
    result BLOB NOT NULL
  ) STRICT;
`;

/** Each takes 10 to 20 bytes for each memory it contains, and makes one view of the memory page fast with 50,000 memories. */
const indexes = `
  DROP INDEX memories_newest;
  CREATE INDEX memories_newest ON memories (created_at DESC, id DESC, status, kind, use_count, origin, private, pinned,
    scope_type, scope_id);
  CREATE INDEX memories_most_used ON memories (use_count DESC, created_at DESC, id DESC, status, kind);
  CREATE INDEX memories_last_used ON memories (last_used_at DESC, id DESC, status, kind);
  CREATE INDEX memories_scope ON memories (scope_type, scope_id, status) WHERE scope_type <> 'everywhere';
  CREATE INDEX memories_ending ON memories (valid_until) WHERE valid_until IS NOT NULL AND status IN ('active', 'paused');
  CREATE INDEX memories_bin ON memories (status_since) WHERE status = 'forgotten';
  CREATE INDEX memories_pending ON memories (created_at DESC, id DESC) WHERE status = 'pending';
  CREATE INDEX memories_source ON memories (source_message_id) WHERE source_message_id IS NOT NULL;
  CREATE INDEX memory_units_topics ON memory_units (text, memory_id) WHERE cue_kind = 'topic';
  CREATE INDEX receipt_items_memory ON receipt_items (memory_id);
`;

/** Partitions each vector table by scope, so that a search in one scope neither scans nor finds memories of others. */
function splitCoarseTables(database: Database): void {
  const embedders = database
    .prepare<[], { id: number; dimensions: number }>('SELECT id, dimensions FROM embedders ORDER BY id')
    .all();
  for (const { id, dimensions } of embedders) {
    const table = `vectors_${id}`;
    const rows = database
      .prepare<[], { rowid: number; coarse: Buffer; scope: string }>(
        `SELECT v.rowid, v.coarse, coalesce(m.scope_id, '') AS scope FROM ${table} v
         JOIN memory_units u ON u.id = v.rowid JOIN memories m ON m.id = u.memory_id ORDER BY v.rowid`,
      )
      .all();
    database.exec(`DROP TABLE ${table}`);
    database.exec(
      `CREATE VIRTUAL TABLE ${table} USING vec0(scope TEXT PARTITION KEY, coarse bit[${coarseBitsOf(dimensions)}])`,
    );
    const insert = database.prepare<[bigint, string, Buffer]>(
      `INSERT INTO ${table} (rowid, scope, coarse) VALUES (?, ?, vec_bit(?))`,
    );
    for (const { rowid, scope, coarse } of rows) insert.run(BigInt(rowid), scope, coarse);
  }
}

/** The number of bits as coarse-bits.ts computed it when this migration was written. */
function coarseBitsOf(dimensions: number): number {
  return Math.max(64, 2 ** Math.ceil(Math.log2(dimensions)));
}
