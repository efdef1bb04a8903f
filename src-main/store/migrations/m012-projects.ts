import type { Migration } from './migration.ts';

/** Projects: groups of chats with their own memories. A chat or receipt without a project grows by a byte. */
export const projects: Migration = {
  id: 12,
  name: 'projects',
  up: (database) => {
    database.exec(`
      CREATE TABLE projects (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        -- 1: what its chats teach is kept in it alone.
        keeps_teachings INTEGER NOT NULL CHECK (keeps_teachings IN (0, 1)),
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        -- NULL: it is there. Else its chats count as chats outside of it, and it can be brought back with them.
        deleted_at INTEGER
      ) STRICT;

      -- NULL: in none.
      ALTER TABLE conversations ADD COLUMN project_id TEXT REFERENCES projects (id) ON DELETE SET NULL;
      CREATE INDEX conversations_project ON conversations (project_id, last_message_at DESC, id DESC)
        WHERE project_id IS NOT NULL;

      -- Where the memory applied when it was considered (JSON of MemoryScope). NULL: everywhere.
      ALTER TABLE receipt_items ADD COLUMN scope TEXT;

      -- What files that were read call assistants and projects that were never here.
      CREATE TABLE scope_names (
        type TEXT NOT NULL CHECK (type IN ('assistant', 'project')),
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (type, id)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
