import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  closingLine,
  readPlaywrightCounts,
  readVitestCounts,
  sumCounts,
} from '../../../scripts/test-counts.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function report(content: unknown): string {
  const file = join(temporaryFolder(), 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const vitest = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 };
const playwright = { stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 2 } };

describe('the closing line', () => {
  it('is the sum of both runs', () => {
    const parts = [readVitestCounts(report(vitest), 0), readPlaywrightCounts(report(playwright), 0)];
    expect(closingLine(sumCounts(parts))).toBe('8 passed, 0 failed, 4 skipped');
  });

  it('leaves out what was not skipped', () => {
    expect(closingLine({ passed: 1, failed: 0, skipped: 0 })).toBe('1 passed, 0 failed');
  });

  it('counts a test that passed only at the second try as failed', () => {
    const flaky = { stats: { ...playwright.stats, flaky: 1 } };
    expect(readPlaywrightCounts(report(flaky), 0).failed).toBe(1);
  });

  it.each([
    ['a run that ended badly without a failed test', vitest, 1],
    ['a run of nothing', { ...vitest, numPassedTests: 0, numPendingTests: 0, numTodoTests: 0 }, 0],
    ['a report that is not one', { hello: 1 }, 0],
  ])('counts %s as a failure', (_case, content, exitCode) => {
    expect(readVitestCounts(report(content), exitCode).failed).toBe(1);
  });

  it('counts a report that was never written as a failure', () => {
    expect(readVitestCounts(join(temporaryFolder(), 'missing.json'), 0).failed).toBe(1);
  });
});
