import type { RunLogStore } from '../engine/ports.ts';

/** What is needed of a database: better-sqlite3's `Database` and Node's `DatabaseSync` both have it. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): {
    run(...values: (string | number)[]): unknown;
    all(...values: (string | number)[]): unknown[];
  };
}

/** Stores the logs of runs in a table `run_log` of a SQLite database, which it creates. It may be used beside other tables. */
export class SqliteRunLogStore implements RunLogStore {
  readonly #db: SqliteDatabase;

  /** @param db stays open, and is the program's to close. */
  constructor(db: SqliteDatabase) {
    this.#db = db;
    db.exec(
      'CREATE TABLE IF NOT EXISTS run_log (number INTEGER PRIMARY KEY, run_id TEXT NOT NULL, entry TEXT NOT NULL) STRICT',
    );
    db.exec('CREATE INDEX IF NOT EXISTS run_log_by_run ON run_log (run_id, number)');
  }

  append(runId: string, entry: object): void {
    this.#db.prepare('INSERT INTO run_log (run_id, entry) VALUES (?, ?)').run(runId, JSON.stringify(entry));
  }

  read(runId: string): unknown[] {
    const rows = this.#db.prepare('SELECT entry FROM run_log WHERE run_id = ? ORDER BY number').all(runId);
    return (rows as { readonly entry: string }[]).map(({ entry }) => JSON.parse(entry) as unknown);
  }

  replace(runId: string, entries: readonly object[]): void {
    this.#db.exec('SAVEPOINT run_log');
    try {
      this.#db.prepare('DELETE FROM run_log WHERE run_id = ?').run(runId);
      for (const entry of entries) this.append(runId, entry);
    } catch (thrown) {
      this.#db.exec('ROLLBACK TO run_log');
      throw thrown;
    } finally {
      this.#db.exec('RELEASE run_log');
    }
  }
}
