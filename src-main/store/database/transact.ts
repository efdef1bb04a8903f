/**
 * Transactions. This folder owns the access to one SQLite connection that all repositories share: transactions,
 * migrations, errors, checkpoints, ids, and reading in slices or batches. It knows nothing of conversations, memories
 * or runs.
 */
import type { Database } from 'better-sqlite3';
import { storeFailure } from './sqlite-errors.ts';

/**
 * Runs `work` in one transaction: all of it is on disk when this returns, and none of it when it throws. Takes the
 * write lock at once (BEGIN IMMEDIATE), since upgrading from a read lock could fail. Nested calls become savepoints.
 * Throws `busy`, `disk_full`, `database_damaged`, `folder_unusable`.
 */
export function transact<T>(database: Database, work: () => T): T {
  try {
    return database.transaction(work).immediate();
  } catch (thrown) {
    throw storeFailure(thrown, database.name);
  }
}

/**
 * Like `transact`, without waiting for the disk (synchronous = NORMAL): the commit survives a crash of the process at
 * once, and a power failure after the next sync of the WAL.
 */
export function transactUnsynced<T>(database: Database, work: () => T): T {
  if (database.inTransaction) return transact(database, work);
  database.pragma('synchronous = NORMAL');
  try {
    return transact(database, work);
  } finally {
    database.pragma('synchronous = FULL');
  }
}
