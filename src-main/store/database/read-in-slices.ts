import type { Database } from 'better-sqlite3';
import { TuteeError } from '#shared/errors.ts';
import { runInSlices } from '#shared/sliced-task.ts';
import type { SlicedTask } from '#shared/sliced-task.ts';
import { yieldToEventLoop } from '../../scheduling/yield-to-event-loop.ts';

/**
 * Runs a reading task slice by slice and yields to the event loop before each slice, the first included, since the caller may
 * already have used its share of this iteration. Throws `cancelled` when the database is closed in between.
 */
export async function readInSlices<T>(database: Database, task: SlicedTask<T>): Promise<T> {
  const next = async () => {
    refuseClosed(database);
    await yieldToEventLoop();
    refuseClosed(database);
  };
  await next();
  return runInSlices(task, next);
}

function refuseClosed(database: Database): void {
  if (!database.open) throw new TuteeError('cancelled', 'Tutee was closed before this was finished.');
}
