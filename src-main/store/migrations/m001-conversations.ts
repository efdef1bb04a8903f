import type { Migration } from './migration.ts';

/**
 * Conversations and their trees of messages.
 *
 * Ids are UUIDs as text (36 bytes, and again in each index): they cross the contract and are made before the row is.
 * Times are milliseconds since 1970 UTC. Deleting a conversation takes its messages, turns and captures with it. A
 * message does not cascade to its answers: SQLite would recurse once a level and stop at depth 1,000.
 */
export const conversations: Migration = {
  id: 1,
  name: 'conversations',
  up: (database) => {
    database.exec(`
      CREATE TABLE conversations (
        id TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        -- Orders the list; renaming changes updated_at alone, so that a renamed chat stays where it is.
        last_message_at INTEGER NOT NULL,
        -- The end of the shown branch. NULL: no message yet. Not a foreign key: messages go only with their conversation.
        active_leaf TEXT
      ) STRICT;
      CREATE INDEX conversations_newest ON conversations (last_message_at DESC, id DESC);

      CREATE TABLE messages (
        id TEXT PRIMARY KEY,
        conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
        -- NULL: a first message of the conversation.
        parent_id TEXT REFERENCES messages (id),
        role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
        speaker TEXT NOT NULL,
        text TEXT NOT NULL,
        -- Empty: the model did not think aloud.
        reasoning TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('streaming', 'complete', 'stopped', 'failed')),
        -- JSON of ErrorData. NULL: nothing went wrong.
        error TEXT,
        -- NULL: the user, or an answer from memory alone.
        model TEXT,
        -- JSON of TokenUsage. NULL: the server did not say.
        usage TEXT,
        -- NULL: the user, or not finished.
        duration_ms REAL,
        created_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX messages_conversation ON messages (conversation_id);
      CREATE INDEX messages_parent ON messages (parent_id);
      CREATE INDEX messages_unfinished ON messages (id) WHERE status = 'streaming';

      -- Requests already carried out, so that a repeated one doubles nothing.
      CREATE TABLE turns (
        request_id TEXT PRIMARY KEY,
        user_message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
        answer_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX turns_user_message ON turns (user_message_id);
      CREATE INDEX turns_answer ON turns (answer_id);

      -- Learning from user messages. No row: nothing was or will be learned from the message.
      CREATE TABLE captures (
        message_id TEXT PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
        status TEXT NOT NULL CHECK (status IN ('pending', 'done', 'failed')),
        -- JSON of ErrorData. NULL: it did not fail.
        error TEXT
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX captures_pending ON captures (message_id) WHERE status = 'pending';
    `);
  },
};
