import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TuteeError } from '#shared/errors.ts';
import type { ModelFailure } from '#main/models/server/model-errors.ts';
import { retryAfterMs } from '#main/models/server/retry-after.ts';
import {
  defaultRetryPolicy,
  patientDelay,
  retryDelay,
  waitBeforeRetry,
} from '#main/models/server/retry-policy.ts';

const failure = (changes: Partial<ModelFailure> = {}): ModelFailure => ({
  error: new TuteeError('server_failed', 'x'),
  retryable: true,
  busy: false,
  waitMs: null,
  status: 503,
  words: '',
  sizes: { window: null, asked: null },
  ...changes,
});
const policy = { tries: 6, firstMs: 100, longestMs: 1_000, longestRetryAfterMs: 5_000, busyMs: 0 };

describe('patientDelay', () => {
  const busy = failure({ busy: true });
  const patient = { ...policy, tries: 2, busyMs: 60_000 };

  it('asks a busy server again until the time for that is over', () => {
    expect(patientDelay(busy, 9, 30_000, patient, () => 1)).toBe(1_000);
    expect(patientDelay(busy, 9, 59_001, patient, () => 1)).toBeNull();
  });

  it('waits as long as the server asks, and gives up when that is too long', () => {
    expect(patientDelay({ ...busy, waitMs: 4_000 }, 9, 1_000, patient)).toBe(4_000);
    expect(patientDelay({ ...busy, waitMs: 5_001 }, 1, 0, patient)).toBeNull();
  });

  it('gives up after the last attempt where the server is not busy, and at once where nothing is repeated', () => {
    expect(patientDelay(failure(), 2, 0, patient)).toBeNull();
    expect(patientDelay(busy, 1, 0, { ...patient, tries: 1 })).toBeNull();
  });
});

describe('retryDelay', () => {
  it('doubles up to the maximum, with at most half taken off at random', () => {
    const most = [1, 2, 3, 4, 5].map((failed) => retryDelay(failure(), failed, policy, () => 1));
    const least = [1, 2, 3, 4, 5].map((failed) => retryDelay(failure(), failed, policy, () => 0));
    expect(most).toEqual([100, 200, 400, 800, 1_000]);
    expect(least).toEqual([50, 100, 200, 400, 500]);
  });

  it('gives up after the last attempt, and at once when a retry cannot help', () => {
    expect(retryDelay(failure(), 6, policy)).toBeNull();
    expect(retryDelay(failure({ retryable: false }), 1, policy)).toBeNull();
  });

  it('waits exactly as long as the server asks, and gives up when that is too long', () => {
    expect(retryDelay(failure({ waitMs: 5_000 }), 1, policy)).toBe(5_000);
    expect(retryDelay(failure({ waitMs: 0 }), 1, policy)).toBe(0);
    expect(retryDelay(failure({ waitMs: 5_001 }), 1, policy)).toBeNull();
  });

  it('never exceeds the maximum', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failed, random) => {
          const delay = retryDelay(failure(), failed, { ...defaultRetryPolicy, tries: 100 }, () => random);
          expect(delay).toBeLessThanOrEqual(defaultRetryPolicy.longestMs);
        },
      ),
    );
  });
});

describe('waitBeforeRetry', () => {
  it('throws `cancelled` when the signal aborts, before or during the wait', async () => {
    await expect(waitBeforeRetry(60_000, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    const controller = new AbortController();
    const waiting = waitBeforeRetry(60_000, controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('retryAfterMs', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  it.each([
    [{ 'retry-after': '3' }, 3_000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:07 GMT' }, 7_000],
    [{ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, 0],
    [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after': '-4' }, null],
    [{}, null],
  ])('reads %j', (headers: Record<string, string>, ms) => {
    expect(retryAfterMs(new Headers(headers), now)).toBe(ms);
  });

  it('is null without headers', () => {
    expect(retryAfterMs(null, now)).toBeNull();
  });
});
