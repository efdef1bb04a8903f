import type { Migration } from './migration.ts';

/** An agent of a team that is given another name keeps the memory that it has. A team without one costs a byte. */
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
