import type { Migration } from './migration.ts';

/** The prompts of the user, and the agents that answer in plain chats. A chat without one grows by a byte. */
export const assistantsAndPrompts: Migration = {
  id: 32,
  name: 'assistants-and-prompts',
  up: (database) => {
    database.exec(`
      CREATE TABLE prompts (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        text TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        -- NULL: it is there. Else it can be brought back for a while.
        deleted_at INTEGER
      ) STRICT;

      -- The id of the agent that answers, of agent_teams or of the gallery. NULL: Tutee.
      ALTER TABLE conversations ADD COLUMN assistant TEXT;
      -- The agent that answers in new chats of the project. NULL: Tutee.
      ALTER TABLE projects ADD COLUMN assistant TEXT;
      -- JSON of Introduction: how an agent looks in a chat. NULL: it has said nothing about itself.
      ALTER TABLE agent_teams ADD COLUMN introduction TEXT;
    `);
  },
};
