import { cancelled } from './abortable.ts';

/** Waits so many ms, or until the signal aborts; then it throws `cancelled`, and no timer stays behind. */
export type Delay = (ms: number, signal: AbortSignal) => Promise<void>;

/** What a timer can wait, in ms: for more it would not wait at all. */
const LONGEST = 2_147_483_647;

export const delay: Delay = (ms, signal) =>
  new Promise<void>((resolve, reject) => {
    if (signal.aborted) {
      reject(cancelled());
      return;
    }
    const stop = () => {
      clearTimeout(timer);
      reject(cancelled());
    };
    const timer = setTimeout(
      () => {
        signal.removeEventListener('abort', stop);
        resolve();
      },
      Math.min(ms, LONGEST),
    );
    signal.addEventListener('abort', stop, { once: true });
  });
