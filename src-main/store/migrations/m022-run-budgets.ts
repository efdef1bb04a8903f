import type { Migration } from './migration.ts';

/** The budget of a run, what it has used, and since when its cached answers may be reused. About 120 bytes for each run. */
export const runBudgets: Migration = {
  id: 22,
  name: 'run-budgets',
  up: (database) => {
    database.exec(`
      -- JSON: limits, what is used, and whether a person let it go past the half. NULL: from before there were budgets.
      ALTER TABLE agent_runs ADD COLUMN budget TEXT;
      -- How often a person set it going with new words: answers of models from before are not given again.
      ALTER TABLE agent_runs ADD COLUMN starts INTEGER NOT NULL DEFAULT 0;
    `);
  },
};
