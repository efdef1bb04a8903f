import { TuteeError } from './errors.ts';

/** Attempts while another connection holds the database; with the pauses in between they take about five seconds. */
const MAX_ATTEMPTS = 15;

/** True for a write that changed nothing because another program or thread holds the database lock. */
export function isLocked(thrown: unknown): boolean {
  return (
    thrown instanceof TuteeError && thrown.code === 'busy' && thrown.detail?.startsWith('SQLITE_') === true
  );
}

/**
 * Retries `work` while the database is locked, without blocking the event loop. `work` must be a single transaction, so that
 * an attempt that failed on the lock has changed nothing. Throws `busy` when all attempts fail.
 * @param pause resolves when the next attempt may start.
 * @param mayRetry asked after a failed attempt; false rethrows its error.
 */
export async function retryWhileLocked<T>(
  work: () => T,
  pause: () => Promise<void>,
  mayRetry = () => true,
): Promise<Awaited<T>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (thrown) {
      if (!isLocked(thrown) || attempt === MAX_ATTEMPTS || !mayRetry()) throw thrown;
    }
    await pause();
  }
}
