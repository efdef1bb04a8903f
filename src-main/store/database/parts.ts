/** Parts of work over a database that may be closed in between. */
import type { Database } from 'better-sqlite3';
import { TuteeError } from '#shared/errors.ts';
import { inRounds } from '#shared/parts.ts';
import type { Parts } from '#shared/parts.ts';
import { nextRound } from '../../rounds/next-round.ts';

/** Each in a round of its own, the first too: whoever asks may have done much already. Throws `cancelled` when the database is closed in between. */
export async function inParts<T>(database: Database, parts: Parts<T>): Promise<T> {
  const next = async () => {
    refuseClosed(database);
    await nextRound();
    refuseClosed(database);
  };
  await next();
  return inRounds(parts, next);
}

function refuseClosed(database: Database): void {
  if (!database.open) throw new TuteeError('cancelled', 'Tutee was closed before this was finished.');
}
