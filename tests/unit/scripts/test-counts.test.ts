import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  afterSecondTry,
  closingLine,
  flakyLines,
  readPlaywrightCounts,
  readVitestCounts,
  readVitestFailures,
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
  it('sums both runs', () => {
    const parts = [readVitestCounts(report(vitest), 0), readPlaywrightCounts(report(playwright), 0)];
    expect(closingLine(sumCounts(parts))).toBe('8 passed, 0 failed, 4 skipped');
  });

  it('omits skipped tests when there are none', () => {
    expect(closingLine({ passed: 1, failed: 0, skipped: 0 })).toBe('1 passed, 0 failed');
  });

  it('counts a spec that passed at the second try as passed, and lists it as flaky', () => {
    const suite = (status: string, suites: unknown[] = []) => ({
      file: 'chat.spec.ts',
      specs: [{ title: `it is ${status}`, tests: [{ projectName: 'web', status }] }],
      suites,
    });
    const counts = readPlaywrightCounts(
      report({ stats: { ...playwright.stats, flaky: 1 }, suites: [suite('expected', [suite('flaky')])] }),
      0,
    );
    expect(counts).toEqual({ passed: 4, failed: 0, skipped: 2, flaky: ['[web] chat.spec.ts › it is flaky'] });
    expect(flakyLines(counts)).toContain('  [web] chat.spec.ts › it is flaky');
    expect(closingLine(counts)).toBe('4 passed, 0 failed, 2 skipped');
    expect(flakyLines({ flaky: [] })).toBe('');
  });

  it('counts only tests that passed at the second try as flaky', () => {
    const results = (first: string, second: string) => [
      {
        name: '/tests/a.test.ts',
        assertionResults: [
          { fullName: 'one', status: first, failureMessages: first === 'failed' ? ['It is 47.'] : [] },
          { fullName: 'two', status: second },
        ],
      },
    ];
    const first = report({ ...vitest, numFailedTests: 2, testResults: results('failed', 'failed') });
    const failures = readVitestFailures(first);
    expect(failures).toEqual([
      { file: '/tests/a.test.ts', name: 'one', why: 'It is 47.' },
      { file: '/tests/a.test.ts', name: 'two', why: '' },
    ]);
    const counts = readVitestCounts(first, 1);
    const second = report({ ...vitest, testResults: results('passed', 'failed') });
    expect(afterSecondTry(counts, failures, second)).toEqual({
      passed: 6,
      failed: 1,
      skipped: 2,
      flaky: ['/tests/a.test.ts › one'],
    });
    const missing = join(temporaryFolder(), 'missing.json');
    expect(afterSecondTry(counts, failures, missing)).toEqual(counts);
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
