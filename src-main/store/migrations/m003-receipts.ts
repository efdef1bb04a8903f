import type { Migration } from './migration.ts';

/**
 * Recall receipts: which memories were considered for an answer, and what became of each. One row for each candidate, about 300 bytes with
 * its text, so that "used in these answers" is an index range and not a search through JSON.
 */
export const receipts: Migration = {
  id: 3,
  name: 'receipts',
  up: (database) => {
    database.exec(`
      CREATE TABLE receipts (
        message_id TEXT PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
        query TEXT NOT NULL,
        gate REAL NOT NULL,
        budget_tokens INTEGER NOT NULL,
        used_tokens INTEGER NOT NULL,
        took_ms REAL NOT NULL,
        -- NULL: only words were compared.
        embedder TEXT,
        -- Kept apart from the items so that a chat shows its counts without reading them.
        used INTEGER NOT NULL,
        left_out INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE receipt_items (
        message_id TEXT NOT NULL REFERENCES receipts (message_id) ON DELETE CASCADE,
        -- 0 is the best candidate.
        ordinal INTEGER NOT NULL,
        -- The memory's public id; not a foreign key, since the receipt tells what was sent even if the memory is gone.
        memory_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        -- The text as it was sent.
        text TEXT NOT NULL,
        route TEXT NOT NULL,
        outcome TEXT NOT NULL,
        -- JSON of ScoreParts.
        parts TEXT NOT NULL,
        -- NULL: the text itself matched best.
        matched_cue TEXT,
        updated_at INTEGER NOT NULL,
        -- When the answer was asked for. NULL: the memory was considered and not used.
        used_at INTEGER,
        PRIMARY KEY (message_id, ordinal)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX receipt_items_uses ON receipt_items (memory_id, used_at DESC) WHERE used_at IS NOT NULL;
    `);
  },
};
