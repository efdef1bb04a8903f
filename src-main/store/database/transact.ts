import type { Database } from 'better-sqlite3';
import { storeFailure } from './sqlite-errors.ts';

/**
 * Does `work` in one transaction: all of it is on disk when this returns, none of it when it throws. Takes the write
 * lock at once (IMMEDIATE), so that a reader that turns writer half way cannot fail. Inside another transaction it is a
 * savepoint of that one.
 */
export function transact<T>(database: Database, work: () => T): T {
  try {
    return database.transaction(work).immediate();
  } catch (thrown) {
    throw storeFailure(thrown, database.name);
  }
}

/** The same, but for a failure of the machine itself: it outlives the process at once, and that from the next sync of the log on. */
export function transactSoon<T>(database: Database, work: () => T): T {
  if (database.inTransaction) return transact(database, work);
  database.pragma('synchronous = NORMAL');
  try {
    return transact(database, work);
  } finally {
    database.pragma('synchronous = FULL');
  }
}
