/** Parts of work over a database that may be closed in between. */
import type { Database } from 'better-sqlite3';
import { TuteeError } from '#shared/errors.ts';
import { inRounds } from '#shared/parts.ts';
import type { Parts } from '#shared/parts.ts';
import { nextRound } from '../rounds/next-round.ts';

/** Throws `cancelled` when the database is closed in between. */
export async function inParts<T>(database: Database, parts: Parts<T>): Promise<T> {
  refuseClosed(database);
  return inRounds(parts, async () => {
    await nextRound();
    refuseClosed(database);
  });
}

function refuseClosed(database: Database): void {
  if (!database.open) throw new TuteeError('cancelled', 'Tutee was closed before this was finished.');
}
