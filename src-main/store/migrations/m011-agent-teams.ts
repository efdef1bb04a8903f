import type { Migration } from './migration.ts';

/** Saved agents and teams, and runs as part of chats. The columns added to runs take a byte each while they are NULL. */
export const agentTeams: Migration = {
  id: 11,
  name: 'agent-teams',
  up: (database) => {
    database.exec(`
      CREATE TABLE agent_teams (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        -- JSON of a component; a few kilobytes.
        component TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        -- NULL: it is there. Else it can be brought back for some time.
        deleted_at INTEGER
      ) STRICT;

      -- What was started: saved, of the gallery, or gone meanwhile. NULL: a program made it.
      ALTER TABLE agent_runs ADD COLUMN team_id TEXT;
      -- Where it speaks; it goes with its chat. NULL: nowhere.
      ALTER TABLE agent_runs ADD COLUMN conversation_id TEXT REFERENCES conversations (id) ON DELETE CASCADE;
      -- What people are asked (JSON). NULL: nothing.
      ALTER TABLE agent_runs ADD COLUMN requests TEXT;
      -- Why it failed, and whose fault it was (JSON). NULL: it did not.
      ALTER TABLE agent_runs ADD COLUMN failure TEXT;
      -- 1: it was on when Tutee ended, and its status is 'cancelled'.
      ALTER TABLE agent_runs ADD COLUMN interrupted INTEGER NOT NULL DEFAULT 0 CHECK (interrupted IN (0, 1));
      CREATE INDEX agent_runs_team ON agent_runs (team_id, started_at DESC, id DESC) WHERE team_id IS NOT NULL;
      CREATE INDEX agent_runs_conversation ON agent_runs (conversation_id, started_at DESC, id DESC)
        WHERE conversation_id IS NOT NULL;

      -- What models were asked and answered in a run, with its ids and times (JSON), for those runs of which it was wanted.
      CREATE TABLE agent_run_recordings (
        run_id TEXT PRIMARY KEY REFERENCES agent_runs (id) ON DELETE CASCADE,
        recording TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- The run in which it was said. NULL: in none, or the run was deleted.
      ALTER TABLE messages ADD COLUMN run_id TEXT REFERENCES agent_runs (id) ON DELETE SET NULL;
      CREATE INDEX messages_run ON messages (run_id) WHERE run_id IS NOT NULL;
    `);
  },
};
