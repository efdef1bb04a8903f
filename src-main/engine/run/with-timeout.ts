import { abortable } from './abortable.ts';
import { delay } from './delay.ts';

/**
 * The result of `work`, or `timedOut` when it takes longer than `ms` (undefined: no limit). The signal given to `work` aborts on
 * timeout. Throws `cancelled` when `signal` aborts.
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
