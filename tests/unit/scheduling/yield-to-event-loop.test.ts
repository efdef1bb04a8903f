import { setImmediate as nextIteration } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { yieldToEventLoop } from '#main/scheduling/yield-to-event-loop.ts';

async function work(name: string, slices: number, done: string[]): Promise<void> {
  for (let slice = 1; slice <= slices; slice += 1) {
    await yieldToEventLoop();
    done.push(`${name}${slice}`);
  }
}

describe('yieldToEventLoop', () => {
  it('lets one task continue per iteration of the event loop, first come, first served', async () => {
    const done: string[] = [];
    const both = Promise.all([work('a', 3, done), work('b', 2, done)]);
    const afterEach: number[] = [];
    while (done.length < 5) {
      await nextIteration();
      afterEach.push(done.length);
    }
    await both;
    expect(done).toEqual(['a1', 'b1', 'a2', 'b2', 'a3']);
    expect(afterEach.every((count, index) => count - (afterEach[index - 1] ?? 0) <= 1)).toBe(true);
  });

  it('continues the others when one task fails', async () => {
    const failing = yieldToEventLoop().then(() => {
      throw new Error('It could not be done.');
    });
    const other = yieldToEventLoop().then(() => 'done');
    await expect(failing).rejects.toThrow('could not be done');
    expect(await other).toBe('done');
  });
});
