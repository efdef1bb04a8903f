import { abortable } from './abortable.ts';
import { delay } from './delay.ts';

/**
 * What the work comes to, or `late` when it takes longer than `ms` (undefined: it may take for ever). Whichever is left when
 * that is decided, work or clock, is ended. Throws `cancelled` when `signal` aborts.
 */
export async function withTimeout<T, Late>(
  ms: number | undefined,
  timedOut: Late,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | Late> {
  if (ms === undefined) return await abortable(work(signal), signal);
  const decided = new AbortController();
  const both = AbortSignal.any([signal, decided.signal]);
  try {
    return await Promise.race([abortable(work(both), both), delay(ms, both).then(() => timedOut)]);
  } finally {
    decided.abort();
  }
}
