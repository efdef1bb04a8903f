/** Work in parts of a few milliseconds: done at once where nobody else waits, or with the main loop free in between. */
import type { Database } from 'better-sqlite3';
import { setImmediate as breathe } from 'node:timers/promises';
import { TuteeError } from '#shared/errors.ts';

/** Yields where somebody else may have a turn; returns its result. */
export type Parts<T> = Generator<void, T, void>;

export function atOnce<T>(parts: Parts<T>): T {
  for (;;) {
    const step = parts.next();
    if (step.done === true) return step.value;
  }
}

/** Throws `cancelled` when the database is closed in between. */
export async function inParts<T>(database: Database, parts: Parts<T>): Promise<T> {
  for (;;) {
    if (!database.open) throw new TuteeError('cancelled', 'Tutee was closed before this was finished.');
    const step = parts.next();
    if (step.done === true) return step.value;
    await breathe();
  }
}
