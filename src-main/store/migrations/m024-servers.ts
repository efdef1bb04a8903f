import type { Migration } from './migration.ts';

/** What was learned about servers and models, and how their answers ended. About 500 bytes for each model and 2 for each message. */
export const servers: Migration = {
  id: 24,
  name: 'servers',
  up: (database) => {
    database.exec(`
      -- Why an answer is not whole although it did not fail. NULL: it is whole, or from before this was known.
      ALTER TABLE messages ADD COLUMN cut TEXT;
      -- How many of the oldest messages its request left out.
      ALTER TABLE messages ADD COLUMN shortened INTEGER NOT NULL DEFAULT 0;
      CREATE TABLE server_notes (
        -- The base URL.
        server TEXT NOT NULL,
        model TEXT NOT NULL,
        -- JSON: what requests leave out, and how much the model reads. Unreadable: it is found out again.
        notes TEXT NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (server, model)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
