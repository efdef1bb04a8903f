import type { Migration } from './migration.ts';

/** Servers of tools and what their tools did. A call takes some 300 bytes and its result, at most 120 kB. */
export const tools: Migration = {
  id: 31,
  name: 'tools',
  up(database) {
    database.exec(`
      CREATE TABLE tool_servers (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL COLLATE NOCASE UNIQUE,
        -- JSON of ServerTransport.
        transport TEXT NOT NULL,
        -- JSON list of names; the values are kept like API keys.
        secrets TEXT NOT NULL,
        enabled INTEGER NOT NULL,
        created_at INTEGER NOT NULL
      ) STRICT;
      -- What the user has seen of each tool, so that a later change is noticed.
      CREATE TABLE server_tools (
        server_id TEXT NOT NULL REFERENCES tool_servers (id) ON DELETE CASCADE,
        tool TEXT NOT NULL,
        permission TEXT NOT NULL CHECK (permission IN ('always', 'ask', 'never')),
        -- JSON of ToolDefinition.
        accepted TEXT NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (server_id, tool)
      ) STRICT, WITHOUT ROWID;
      -- Tools that a chat may use without asking again. Not a foreign key to the server: temporary chats have a database of their own.
      CREATE TABLE chat_tools (
        conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
        server_id TEXT NOT NULL,
        tool TEXT NOT NULL,
        PRIMARY KEY (conversation_id, server_id, tool)
      ) STRICT, WITHOUT ROWID;
      -- Calls go with their answers.
      CREATE TABLE tool_calls (
        id TEXT PRIMARY KEY,
        message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
        call_id TEXT NOT NULL,
        name TEXT NOT NULL,
        -- NULL: no server has such a tool. The name of the server stays after the server is removed.
        server_id TEXT,
        server TEXT NOT NULL,
        tool TEXT NOT NULL,
        arguments TEXT NOT NULL,
        read_only INTEGER NOT NULL,
        asked TEXT NOT NULL,
        status TEXT NOT NULL,
        result TEXT NOT NULL,
        round INTEGER NOT NULL,
        text_at INTEGER NOT NULL,
        at INTEGER NOT NULL,
        -- NULL: not ended.
        ended_at INTEGER
      ) STRICT;
      CREATE INDEX tool_calls_message ON tool_calls (message_id);
      CREATE INDEX tool_calls_open ON tool_calls (message_id) WHERE status IN ('waiting', 'approved', 'running');
    `);
  },
};
