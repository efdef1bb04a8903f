import type { Migration } from './migration.ts';

/** Other programs that use the memory, and what they did. Calls are capped at a thousand (some 300 kB). */
export const memoryClients: Migration = {
  id: 29,
  name: 'memory-clients',
  up(database) {
    database.exec(`
      -- key_digest: SHA-256 of the key, so that a copy of the database opens nothing.
      CREATE TABLE memory_clients (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL COLLATE NOCASE UNIQUE,
        key_digest BLOB NOT NULL UNIQUE,
        scope_type TEXT NOT NULL,
        scope_id TEXT,
        teaching TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        last_used_at INTEGER
      ) STRICT;
      CREATE TABLE client_calls (
        id TEXT PRIMARY KEY,
        client_id TEXT NOT NULL REFERENCES memory_clients (id) ON DELETE CASCADE,
        at INTEGER NOT NULL,
        tool TEXT NOT NULL,
        outcome TEXT NOT NULL,
        text TEXT NOT NULL
      ) STRICT;
      CREATE INDEX client_calls_client ON client_calls (client_id, id);
      -- The ids of memories as others know them: a call outlives what it read.
      CREATE TABLE client_call_memories (
        call_id TEXT NOT NULL REFERENCES client_calls (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        memory_id TEXT NOT NULL,
        PRIMARY KEY (call_id, position)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX client_call_memories_memory ON client_call_memories (memory_id);
    `);
  },
};
