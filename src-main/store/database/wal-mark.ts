import type { Database } from 'better-sqlite3';
import { schemaVersion } from './migrate.ts';
import { isBusy } from './sqlite-errors.ts';

/**
 * Writes two pages to the WAL that tell what it belongs to: the header, with a change counter that each mark raises, by
 * which a WAL of another time is recognised (sidecar-pairing.ts), and the log of migrations, which no other database has
 * (origin.ts). Call it at startup and after each checkpoint that lets SQLite begin the WAL anew.
 */
export function markWal(connection: Database): void {
  try {
    connection.transaction(() => {
      connection.pragma(`user_version = ${schemaVersion(connection)}`);
      // An UPDATE with the same values would write nothing.
      connection.exec('REPLACE INTO migrations SELECT * FROM migrations ORDER BY id DESC LIMIT 1');
    })();
  } catch (thrown) {
    // Another program is writing. The mark is optional.
    if (!isBusy(thrown)) throw thrown;
  }
}
