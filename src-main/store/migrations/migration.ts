import type { Database } from 'better-sqlite3';

/**
 * One step from a schema version to the next. Migrations are append-only: a released one is never edited, only followed
 * by another. `up` runs in one transaction with its row in the log.
 */
export interface Migration {
  /** 1, 2, 3 … without gaps; the schema version after it. */
  readonly id: number;
  readonly name: string;
  up(database: Database): void;
}
