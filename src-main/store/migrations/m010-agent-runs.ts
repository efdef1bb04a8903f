import type { Migration } from './migration.ts';

/** Runs of agents and teams, their usage, and cached model answers. */
export const agentRuns: Migration = {
  id: 10,
  name: 'agent-runs',
  up: (database) => {
    database.exec(`
      -- Derived data: may be emptied at any time. About the size of the answer and 200 bytes each.
      CREATE TABLE completion_cache (
        id INTEGER PRIMARY KEY,
        -- A digest of the model and the request; never the request itself.
        key TEXT NOT NULL UNIQUE,
        value TEXT NOT NULL,
        -- When it was last given: the oldest leave first.
        used_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX completion_cache_used ON completion_cache (used_at);

      CREATE TABLE agent_runs (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        task TEXT NOT NULL,
        -- What ran, as a component (JSON). NULL: a program made it.
        component TEXT,
        status TEXT NOT NULL CHECK (status IN ('running', 'complete', 'waiting', 'cancelled', 'failed')),
        stop_reason TEXT,
        -- What it goes on from (JSON). NULL: not saved yet.
        state TEXT,
        started_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX agent_runs_newest ON agent_runs (started_at DESC, id DESC);
      CREATE INDEX agent_runs_open ON agent_runs (status) WHERE status IN ('running', 'waiting');

      CREATE TABLE agent_run_messages (
        run_id TEXT NOT NULL REFERENCES agent_runs (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        message TEXT NOT NULL,
        PRIMARY KEY (run_id, seq)
      ) STRICT, WITHOUT ROWID;

      -- One row a request to a model. It outlives its run: what was spent stays spent.
      CREATE TABLE agent_usage (
        id INTEGER PRIMARY KEY,
        run_id TEXT REFERENCES agent_runs (id) ON DELETE SET NULL,
        agent TEXT NOT NULL,
        model TEXT NOT NULL,
        prompt_tokens INTEGER NOT NULL,
        completion_tokens INTEGER NOT NULL,
        cached INTEGER NOT NULL CHECK (cached IN (0, 1)),
        at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX agent_usage_run ON agent_usage (run_id) WHERE run_id IS NOT NULL;
      CREATE INDEX agent_usage_time ON agent_usage (at);
    `);
  },
};
