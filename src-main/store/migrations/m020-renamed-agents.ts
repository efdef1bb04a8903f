import type { Migration } from './migration.ts';

/** Ids of a team's agents, so that a renamed agent keeps its memory. A team without them grows by a byte. */
export const renamedAgents: Migration = {
  id: 20,
  name: 'renamed-agents',
  up: (database) => {
    database.exec(`
      -- JSON: by name, the id of the memory of an agent that was given this name. NULL: no agent was renamed.
      ALTER TABLE agent_teams ADD COLUMN agent_ids TEXT;
    `);
  },
};
