import type { Migration } from './migration.ts';

/**
 * Which chats and messages an import added, so that it can be reverted as a whole, like its memories. About 100 bytes for each message;
 * chats that were not imported take nothing.
 */
export const importedChats: Migration = {
  id: 26,
  name: 'imported-chats',
  up: (database) => {
    database.exec(`
      CREATE TABLE import_chats (
        import_id TEXT NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
        conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
        -- 1: the import brought the chat. 0: it was here, and only messages came.
        added INTEGER NOT NULL CHECK (added IN (0, 1)),
        -- The end of the branch that was shown before.
        leaf_before TEXT,
        PRIMARY KEY (import_id, conversation_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX import_chats_conversation ON import_chats (conversation_id);

      CREATE TABLE import_messages (
        message_id TEXT PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
        import_id TEXT NOT NULL REFERENCES imports (id) ON DELETE CASCADE
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX import_messages_import ON import_messages (import_id);
    `);
  },
};
