import type { Migration } from './migration.ts';

/** Folders whose files tools may use, and what tools changed in them. A change takes as much as the file had before. */
export const allowedFolders: Migration = {
  id: 34,
  name: 'allowed-folders',
  up: (database) => {
    database.exec(`
      CREATE TABLE allowed_folders (
        id TEXT PRIMARY KEY,
        -- At most one of the two; neither: in all chats. The assistant is an id of agent_teams, or of the gallery.
        project_id TEXT REFERENCES projects (id) ON DELETE CASCADE,
        assistant_id TEXT,
        name TEXT NOT NULL,
        path TEXT NOT NULL,
        may_write INTEGER NOT NULL CHECK (may_write IN (0, 1)),
        created_at INTEGER NOT NULL,
        CHECK (project_id IS NULL OR assistant_id IS NULL)
      ) STRICT;
      CREATE INDEX allowed_folders_project ON allowed_folders (project_id);
      CREATE TRIGGER agent_teams_folders AFTER DELETE ON agent_teams BEGIN
        DELETE FROM allowed_folders WHERE assistant_id = OLD.id;
      END;
      -- What the user decided about Tutee's own tools; those that are not here are as Tutee began.
      CREATE TABLE own_tools (
        tool TEXT PRIMARY KEY,
        permission TEXT NOT NULL CHECK (permission IN ('always', 'ask', 'never'))
      ) STRICT, WITHOUT ROWID;
      -- Digest of the change of a file that the user was shown with the call. NULL: none was shown.
      ALTER TABLE tool_calls ADD COLUMN seen TEXT;
      CREATE TABLE file_changes (
        call_id TEXT PRIMARY KEY REFERENCES tool_calls (id) ON DELETE CASCADE,
        -- Absolute.
        path TEXT NOT NULL,
        -- The whole text. NULL: there was no file.
        before TEXT,
        -- SHA-256 of the text afterwards.
        after TEXT NOT NULL,
        -- The topmost folder that was created for it. NULL: none.
        made_folder TEXT,
        -- NULL: not undone.
        undone_at INTEGER
      ) STRICT;
    `);
  },
};
