import { cancelled } from './abortable.ts';

/** Waits `ms` milliseconds. Throws `cancelled` when the signal aborts, and clears its timer. */
export type Delay = (ms: number, signal: AbortSignal) => Promise<void>;

/** The longest delay of a timer in ms; longer ones fire at once. */
const MAX_DELAY_MS = 2_147_483_647;

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
      Math.min(ms, MAX_DELAY_MS),
    );
    signal.addEventListener('abort', stop, { once: true });
  });
