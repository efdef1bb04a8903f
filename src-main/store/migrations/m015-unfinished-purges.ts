import type { Migration } from './migration.ts';

/**
 * A row from the moment something is forgotten for good until its words are known to be nowhere in the files: a process that
 * is killed in between leaves the work to the next.
 */
export const unfinishedPurges: Migration = {
  id: 15,
  name: 'unfinished-purges',
  up: (database) => {
    database.exec('CREATE TABLE unfinished_purges (since INTEGER PRIMARY KEY) STRICT');
  },
};
