import type { Migration } from './migration.ts';

/**
 * Which memories an import added or changed, so that it can be reverted as a whole: by Undo, by Cancel, and at the next start if the
 * process was killed in between. The two indexes prevent a deletion of a memory from scanning the whole history.
 */
export const imports: Migration = {
  id: 5,
  name: 'imports',
  up: (database) => {
    database.exec(`
      CREATE TABLE imports (
        id TEXT PRIMARY KEY,
        -- Of the file, as the user knows it.
        name TEXT NOT NULL,
        at INTEGER NOT NULL,
        -- done is the only state in which its memories are meant to stay.
        state TEXT NOT NULL CHECK (state IN ('applying', 'done', 'reverting'))
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX imports_unfinished ON imports (id) WHERE state <> 'done';

      CREATE TABLE import_items (
        import_id TEXT NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
        memory_id INTEGER NOT NULL REFERENCES memories (id) ON DELETE CASCADE,
        -- unlinked: added, and on its way out again.
        action TEXT NOT NULL CHECK (action IN ('added', 'changed', 'unlinked')),
        -- updated_at before the import. NULL: added by it.
        updated_before INTEGER,
        -- The newest event of the memory when the import had dealt with it.
        seq INTEGER NOT NULL,
        PRIMARY KEY (import_id, memory_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX import_items_memory ON import_items (memory_id);

      CREATE INDEX memory_events_superseded_before ON memory_events (superseded_before)
        WHERE superseded_before IS NOT NULL;
      CREATE INDEX memory_events_superseded_after ON memory_events (superseded_after)
        WHERE superseded_after IS NOT NULL;
    `);
  },
};
