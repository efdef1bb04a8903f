import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { hitAt, mean, meanBy, percentile, recallAt } from '../../bench/statistics.ts';
import { syntheticMemories } from '../../bench/speed/synthetic-memories.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const run = fileURLToPath(new URL('../../bench/run.ts', import.meta.url));

async function bench(...args: string[]): Promise<{ code: number; stderr: string }> {
  try {
    const { stderr } = await promisify(execFile)(process.execPath, [run, ...args]);
    return { code: 0, stderr };
  } catch (thrown) {
    const { code, stderr } = thrown as { code: number; stderr: string };
    return { code, stderr };
  }
}

describe('the bench runner', () => {
  it.each([
    { args: ['nothing'], says: 'Name one bench: locomo' },
    { args: [], says: 'Name one bench' },
    { args: ['locomo', '--data', `${import.meta.dirname}/nowhere`], says: 'is not at' },
    { args: ['speed', '--n', 'many'], says: '--n takes whole numbers' },
    { args: ['speed', '--fast'], says: '--fast' },
  ])('refuses $args', async ({ args, says }) => {
    const { code, stderr } = await bench(...args);
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('    at ');
    expect(code).toBe(2);
  });

  it('names a file that a data folder lacks', async () => {
    const { code, stderr } = await bench('locomo', '--data', temporaryFolder());
    expect(stderr).toContain('locomo.json');
    expect(code).toBe(2);
  });
});

describe('statistics', () => {
  it('recall is the share of the gold among the first k', () => {
    const gold = new Set(['a', 'b', 'z']);
    expect(recallAt(['a', 'x', 'b'], gold, 1)).toBeCloseTo(1 / 3);
    expect(recallAt(['a', 'x', 'b'], gold, 5)).toBeCloseTo(2 / 3);
    expect(hitAt(['x', 'a'], gold, 1)).toBe(0);
    expect(hitAt(['x', 'a'], gold, 2)).toBe(1);
  });

  it('percentiles are values that were measured', () => {
    expect(percentile([4, 1, 3, 2], 0.5)).toBe(2);
    expect(percentile([4, 1, 3, 2], 0.95)).toBe(4);
    expect(percentile([], 0.5)).toBe(0);
  });

  it('means by group', () => {
    const items = [
      { kind: 'b', value: 1 },
      { kind: 'a', value: 2 },
      { kind: 'a', value: 4 },
    ];
    expect(
      meanBy(
        items,
        ({ kind }) => kind,
        ({ value }) => value,
      ),
    ).toEqual({ a: 3, b: 1 });
    expect(mean([])).toBe(0);
  });
});

it('synthetic memories are the same for the same seed, and all different', () => {
  const memories = syntheticMemories(500);
  expect(memories).toEqual(syntheticMemories(500));
  expect(new Set(memories.map(({ text }) => text)).size).toBe(500);
});
