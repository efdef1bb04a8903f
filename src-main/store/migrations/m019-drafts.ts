import type { Migration } from './migration.ts';

/** Drafts of unsent messages: at most one short row for each chat, deleted when the message is sent. */
export const drafts: Migration = {
  id: 19,
  name: 'drafts',
  up: (database) => {
    database.exec(`
      CREATE TABLE drafts (
        -- NULL: of the chat that the next message begins.
        conversation_id TEXT REFERENCES conversations (id) ON DELETE CASCADE,
        -- Where that chat is to be. NULL: in no project, or the chat is there already.
        project_id TEXT REFERENCES projects (id) ON DELETE CASCADE,
        text TEXT NOT NULL,
        updated_at INTEGER NOT NULL,
        CHECK (conversation_id IS NULL OR project_id IS NULL)
      ) STRICT;
      -- Holds ids alone. What the draft of a deleted chat or project is found by, too.
      CREATE UNIQUE INDEX drafts_place ON drafts (ifnull(conversation_id, ''), ifnull(project_id, ''));
      CREATE INDEX drafts_conversation ON drafts (conversation_id) WHERE conversation_id IS NOT NULL;
      CREATE INDEX drafts_project ON drafts (project_id) WHERE project_id IS NOT NULL;
    `);
  },
};
