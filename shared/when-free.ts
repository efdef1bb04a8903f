import { TuteeError } from './errors.ts';

/** So often something is tried while another program holds the database: about five seconds with the pauses in between. */
const TRIES = 15;

/** True for a write that did nothing because another program or thread holds the database. */
export function isLocked(thrown: unknown): boolean {
  return (
    thrown instanceof TuteeError && thrown.code === 'busy' && thrown.detail?.startsWith('SQLITE_') === true
  );
}

/**
 * Does `work` as soon as the database is free, with the main loop free in between. It must do all of what it does in one
 * transaction: one that could not begin has changed nothing. Throws `busy` when that takes long.
 */
export async function whenFree<T>(
  work: () => T,
  pause: () => Promise<void>,
  mayTryAgain = () => true,
): Promise<Awaited<T>> {
  for (let nth = 1; ; nth += 1) {
    try {
      return await work();
    } catch (thrown) {
      if (!isLocked(thrown) || nth === TRIES || !mayTryAgain()) throw thrown;
    }
    await pause();
  }
}
