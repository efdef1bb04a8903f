import { setTimeout as wait } from 'node:timers/promises';
import { cancelled } from './model-errors.ts';
import type { ModelFailure } from './model-errors.ts';

export interface RetryPolicy {
  /** Maximum number of attempts, the first included. */
  readonly tries: number;
  /** Delay before the second attempt, in ms; doubles with each further one, up to `longestMs`. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** Longest delay a server may ask for, in ms; beyond it the user is told instead. */
  readonly longestRetryAfterMs: number;
  /** How long a busy server is waited for, in ms from the first attempt. */
  readonly busyMs: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  tries: 3,
  firstMs: 500,
  longestMs: 8_000,
  longestRetryAfterMs: 20_000,
  busyMs: 120_000,
};

/** For requests that a user waits for. */
export const noRetry: RetryPolicy = { tries: 1, firstMs: 0, longestMs: 0, longestRetryAfterMs: 0, busyMs: 0 };

/**
 * The delay before retrying after failure number `failed` (from 1), in ms; null to give up. Random within the upper
 * half, so that many clients do not return at once; never earlier than the server asked.
 */
export function retryDelay(
  failure: ModelFailure,
  failed: number,
  policy: RetryPolicy,
  random = Math.random,
): number | null {
  if (!failure.retryable || failed >= policy.tries) return null;
  return delayOf(failure, failed, policy, random);
}

/**
 * The same for a failure that may also be waited for: a busy server is asked again until `policy.busyMs` have passed.
 * @param elapsedMs since the first attempt
 */
export function patientDelay(
  failure: ModelFailure,
  failed: number,
  elapsedMs: number,
  policy: RetryPolicy,
  random = Math.random,
): number | null {
  const soon = retryDelay(failure, failed, policy, random);
  if (soon !== null || !failure.busy || policy.tries < 2) return soon;
  const delay = delayOf(failure, failed, policy, random);
  return delay !== null && elapsedMs + delay <= policy.busyMs ? delay : null;
}

function delayOf(
  { waitMs }: ModelFailure,
  failed: number,
  policy: RetryPolicy,
  random: () => number,
): number | null {
  if (waitMs !== null) return waitMs <= policy.longestRetryAfterMs ? waitMs : null;
  const full = Math.min(policy.longestMs, policy.firstMs * 2 ** (failed - 1));
  return full * (0.5 + random() / 2);
}

/** Waits; throws `cancelled` as soon as `signal` aborts. */
export async function waitBeforeRetry(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal });
  } catch {
    throw cancelled();
  }
}
