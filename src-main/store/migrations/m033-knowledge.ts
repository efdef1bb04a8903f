import type { Migration } from './migration.ts';

/**
 * Folders and files of projects and assistants, and which of their passages each answer was given. The passages themselves are in an index
 * file of their own (store/knowledge), because they can be read again.
 */
export const knowledge: Migration = {
  id: 33,
  name: 'knowledge',
  up: (database) => {
    database.exec(`
      CREATE TABLE knowledge_sources (
        id TEXT PRIMARY KEY,
        -- Exactly one of the two. The assistant is an id of agent_teams, or of the gallery.
        project_id TEXT REFERENCES projects (id) ON DELETE CASCADE,
        assistant_id TEXT,
        name TEXT NOT NULL,
        -- NULL: files that were uploaded; they are in the data folder.
        path TEXT,
        only_here INTEGER NOT NULL CHECK (only_here IN (0, 1)),
        -- 1: the user stopped it; it is not read again by itself.
        stopped INTEGER NOT NULL CHECK (stopped IN (0, 1)),
        -- NULL: never read to its end.
        read_at INTEGER,
        created_at INTEGER NOT NULL,
        -- NULL: it is there. Else it can be brought back for a moment.
        deleted_at INTEGER,
        CHECK ((project_id IS NULL) <> (assistant_id IS NULL))
      ) STRICT;
      CREATE INDEX knowledge_sources_project ON knowledge_sources (project_id);
      CREATE INDEX knowledge_sources_assistant ON knowledge_sources (assistant_id);
      CREATE TRIGGER agent_teams_knowledge AFTER DELETE ON agent_teams BEGIN
        DELETE FROM knowledge_sources WHERE assistant_id = OLD.id;
      END;
      -- Some 200 bytes each, without the text. They outlive their source: the answer keeps what it says, and where it had it from.
      CREATE TABLE answer_passages (
        message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        source_id TEXT NOT NULL,
        -- Of the file, within its source.
        path TEXT NOT NULL,
        -- JSON of Place.
        place TEXT NOT NULL,
        heading TEXT NOT NULL,
        -- Of the text of the passage, to see whether the file has changed.
        digest TEXT NOT NULL,
        -- 1: only for models on this machine.
        only_here INTEGER NOT NULL CHECK (only_here IN (0, 1)),
        PRIMARY KEY (message_id, number)
      ) STRICT, WITHOUT ROWID;
      -- Uploaded files, in backups alone: empty in the database of a running app.
      CREATE TABLE knowledge_files (
        source_id TEXT NOT NULL,
        name TEXT NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (source_id, name)
      ) STRICT;
    `);
  },
};
