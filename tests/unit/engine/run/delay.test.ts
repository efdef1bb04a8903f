import { afterEach, expect, it, vi } from 'vitest';
import { delay } from '#main/engine/run/delay.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

it('clamps a delay to the maximum of a timer instead of firing at once', async () => {
  const timers = vi.spyOn(globalThis, 'setTimeout');
  const stopping = new AbortController();
  const waiting = delay(1e15, stopping.signal);
  expect(timers).toHaveBeenCalledWith(expect.any(Function), 2 ** 31 - 1);
  stopping.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
});
