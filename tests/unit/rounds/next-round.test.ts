import { setImmediate as roundOfTheLoop } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { nextRound } from '#main/rounds/next-round.ts';

async function work(name: string, parts: number, done: string[]): Promise<void> {
  for (let part = 1; part <= parts; part += 1) {
    await nextRound();
    done.push(`${name}${part}`);
  }
}

describe('nextRound', () => {
  it('lets one go on in each round of the loop, in the order they came', async () => {
    const done: string[] = [];
    const both = Promise.all([work('a', 3, done), work('b', 2, done)]);
    const afterEach: number[] = [];
    while (done.length < 5) {
      await roundOfTheLoop();
      afterEach.push(done.length);
    }
    await both;
    expect(done).toEqual(['a1', 'b1', 'a2', 'b2', 'a3']);
    expect(afterEach.every((count, index) => count - (afterEach[index - 1] ?? 0) <= 1)).toBe(true);
  });

  it('goes on for others when one fails after its turn', async () => {
    const failing = nextRound().then(() => {
      throw new Error('It could not be done.');
    });
    const other = nextRound().then(() => 'done');
    await expect(failing).rejects.toThrow('could not be done');
    expect(await other).toBe('done');
  });
});
