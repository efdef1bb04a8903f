import type { Migration } from './migration.ts';

/** Summaries of the parts of long chats that models no longer read. A few thousand bytes each, and one more each time that more is cut. */
export const chatSummaries: Migration = {
  id: 28,
  name: 'chat-summaries',
  up: (database) => {
    database.exec(`
      CREATE TABLE chat_summaries (
        -- The last message that it covers: those before it on the path are covered too.
        until_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
        -- Provider and model that wrote it, the only ones that are told it.
        model TEXT NOT NULL,
        text TEXT NOT NULL,
        -- JSON list: the ids of the messages that it was made from.
        message_ids TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        PRIMARY KEY (until_id, model)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
