import { expect, it } from 'vitest';
import { Storm } from '../../storm/storm.ts';

/** A short storm for every test run; `node tests/storm/run.ts --kills 1000` is the full one. */
it('a storm of all commands, killed at a dozen random moments, loses nothing and always starts again', async () => {
  const seed = Math.floor(Math.random() * 1_000_000);
  const report = await new Storm({ seed, kills: 12, killsOfFolder: 6, ms: 240_000 }).run();
  expect({ seed, faults: report.faults }).toEqual({ seed, faults: [] });
  expect(report.kills).toBeGreaterThan(3);
  expect(report.acknowledged).toBeGreaterThan(0);
}, 300_000);
