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
