import type { Migration } from './migration.ts';

/** State diffs of runs, agents that a person speaks for, and the bin for runs. An existing row grows by two bytes. */
export const standingRuns: Migration = {
  id: 16,
  name: 'standing-runs',
  up: (database) => {
    database.exec(`
      -- For whom a person speaks (JSON, names). NULL: everybody speaks for themselves.
      ALTER TABLE agent_runs ADD COLUMN taken_over TEXT;
      -- NULL: it is there. Else it can be brought back until the bin is emptied.
      ALTER TABLE agent_runs ADD COLUMN deleted_at INTEGER;

      -- What changed in the state of a run since it was last written whole (JSON, see state-changes.ts), in order.
      CREATE TABLE agent_run_state_changes (
        run_id TEXT NOT NULL REFERENCES agent_runs (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        changes TEXT NOT NULL,
        PRIMARY KEY (run_id, seq)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
