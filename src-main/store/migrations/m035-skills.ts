import type { Migration } from './migration.ts';

/** Skills that the user installed, with all their files: at most 5 MB and a SKILL.md of 200 kB each. */
export const skills: Migration = {
  id: 35,
  name: 'skills',
  up: (database) => {
    database.exec(`
      CREATE TABLE skills (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        description TEXT NOT NULL,
        -- All of SKILL.md.
        text TEXT NOT NULL,
        -- 0: models do not know of it, as of each new one.
        enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
        created_at INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE skill_files (
        skill_id TEXT NOT NULL REFERENCES skills (id) ON DELETE CASCADE,
        -- Within the skill, with '/'.
        path TEXT NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (skill_id, path)
      ) STRICT;
    `);
  },
};
