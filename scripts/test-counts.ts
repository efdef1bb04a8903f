import { readFileSync } from 'node:fs';
import * as z from 'zod';

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const vitestSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
});
const playwrightSchema = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
});

export function readVitestCounts(reportFile: string, exitCode: number): TestCounts {
  const report = readReport(reportFile, vitestSchema);
  if (report === null) return nothingRan;
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests, numTodoTests } = report;
  return honest({ passed, failed, skipped: numPendingTests + numTodoTests }, exitCode);
}

export function readPlaywrightCounts(reportFile: string, exitCode: number): TestCounts {
  const report = readReport(reportFile, playwrightSchema);
  if (report === null) return nothingRan;
  const { expected, unexpected, flaky, skipped } = report.stats;
  return honest({ passed: expected, failed: unexpected + flaky, skipped }, exitCode);
}

/** A part of the tests that could not run at all counts as one failure: silence must not look like success. */
export const nothingRan: TestCounts = { passed: 0, failed: 1, skipped: 0 };

export function sumCounts(parts: readonly TestCounts[]): TestCounts {
  return parts.reduce((sum, part) => ({
    passed: sum.passed + part.passed,
    failed: sum.failed + part.failed,
    skipped: sum.skipped + part.skipped,
  }));
}

/** "12 passed, 0 failed", and ", 1 skipped" when any were. */
export function closingLine({ passed, failed, skipped }: TestCounts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** Files that do not load and errors outside any test fail the run without a failed test; so does a run of nothing. */
function honest(counts: TestCounts, exitCode: number): TestCounts {
  const isBad =
    (exitCode !== 0 && counts.failed === 0) || counts.passed + counts.failed + counts.skipped === 0;
  return isBad ? { ...counts, failed: 1 } : counts;
}

function readReport<T>(file: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}
