import type { Migration } from './migration.ts';

/**
 * Which messages contain something private, in addition to what receipts and history record. Whether a memory is private is looked up on
 * each use, so that making one private also covers earlier messages.
 */
export const privateTurns: Migration = {
  id: 21,
  name: 'private-turns',
  up: (database) => {
    database.exec(`
      -- A message or a run that repeats a memory although neither a receipt nor the history links the two. Ids alone, about
      -- 80 bytes a row: the memory may be gone.
      CREATE TABLE memory_traces (
        holder_id TEXT NOT NULL,
        memory_id TEXT NOT NULL,
        PRIMARY KEY (holder_id, memory_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX memory_traces_memory ON memory_traces (memory_id);
      CREATE TRIGGER messages_lose_traces AFTER DELETE ON messages BEGIN
        DELETE FROM memory_traces WHERE holder_id = old.id;
      END;
      CREATE TRIGGER agent_runs_lose_traces AFTER DELETE ON agent_runs BEGIN
        DELETE FROM memory_traces WHERE holder_id = old.id;
      END;

      -- Earlier messages that the request for an answer did not hold. No row: it held all of them.
      CREATE TABLE messages_left_out (
        answer_id TEXT PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
        -- JSON list of ids.
        message_ids TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- Most memories are not private: a few bytes for each that is.
      CREATE INDEX memories_private ON memories (id) WHERE private = 1;

      -- 1: the user allowed private messages of this chat to go to models elsewhere.
      ALTER TABLE conversations ADD COLUMN sends_private INTEGER NOT NULL DEFAULT 0 CHECK (sends_private IN (0, 1));
      -- 1: it was private when it was forgotten for good; what repeats it still is.
      ALTER TABLE purged_memories ADD COLUMN private INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1));
    `);
  },
};
