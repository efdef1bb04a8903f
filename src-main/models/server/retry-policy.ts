import { setTimeout as wait } from 'node:timers/promises';
import { cancelled } from './model-errors.ts';
import type { ModelFailure } from './model-errors.ts';

export interface RetryPolicy {
  /** Requests at most, the first included. */
  readonly tries: number;
  /** The wait before the second try; it doubles with each further one, up to `longestMs`. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** A server that asks for a longer wait than this is not waited for: the user is told instead. */
  readonly longestAskedMs: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  tries: 3,
  firstMs: 500,
  longestMs: 8_000,
  longestAskedMs: 20_000,
};

/**
 * How long to wait before trying again after failure number `failed` (from 1), in ms; null to give up. Random within the
 * upper half, so that many clients do not come back at one moment; never earlier than the server asked.
 */
export function retryDelay(
  failure: ModelFailure,
  failed: number,
  policy: RetryPolicy,
  random = Math.random,
): number | null {
  if (!failure.passing || failed >= policy.tries) return null;
  if (failure.waitMs !== null) return failure.waitMs <= policy.longestAskedMs ? failure.waitMs : null;
  const full = Math.min(policy.longestMs, policy.firstMs * 2 ** (failed - 1));
  return full * (0.5 + random() / 2);
}

/** Waits, or throws `cancelled` as soon as `signal` aborts. */
export async function waitBeforeRetry(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal });
  } catch {
    throw cancelled();
  }
}
