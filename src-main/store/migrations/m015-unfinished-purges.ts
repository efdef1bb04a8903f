import type { Migration } from './migration.ts';

/**
 * A row exists from the start of a purge until its words are verified to be nowhere in the files, so that the next process can finish after
 * a kill.
 */
export const unfinishedPurges: Migration = {
  id: 15,
  name: 'unfinished-purges',
  up: (database) => {
    database.exec('CREATE TABLE unfinished_purges (since INTEGER PRIMARY KEY) STRICT');
  },
};
