import type { Migration } from './migration.ts';

/** Agents of a team can have their own memories. A scope name from an import grows by a byte. */
export const agentsOwnMemories: Migration = {
  id: 17,
  name: 'agents-own-memories',
  up: (database) => {
    database.exec(`
      -- The team in which whoever it names is saved, also one of the gallery. NULL: only a file that was read names it.
      ALTER TABLE scope_names ADD COLUMN team_id TEXT;
    `);
  },
};
