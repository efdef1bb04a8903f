import type { Migration } from './migration.ts';

/** Settings that the user changed, one row each. No row means the default, so a better default also reaches users who never chose. */
export const settings: Migration = {
  id: 4,
  name: 'settings',
  up: (database) => {
    database.exec(`
      CREATE TABLE settings (
        name TEXT PRIMARY KEY,
        -- JSON; checked against the schema of shared/settings.ts on every read.
        value TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
