import { readFileSync } from 'node:fs';
import * as z from 'zod';

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Names of the passed tests that failed at the first try. */
  readonly flaky: readonly string[];
}

export interface FailedTest {
  readonly file: string;
  readonly name: string;
  /** The failure messages. */
  readonly why: string;
}

const vitestSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z
    .array(
      z.object({
        name: z.string(),
        assertionResults: z.array(
          z.object({
            fullName: z.string(),
            status: z.string(),
            failureMessages: z.array(z.string()).nullish(),
          }),
        ),
      }),
    )
    .default([]),
});

const suiteSchema = z.object({
  file: z.string(),
  specs: z.array(
    z.object({
      title: z.string(),
      tests: z.array(z.object({ projectName: z.string(), status: z.string() })),
    }),
  ),
  get suites(): z.ZodOptional<z.ZodArray<typeof suiteSchema>> {
    return z.optional(z.array(suiteSchema));
  },
});

const playwrightSchema = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  suites: z.array(suiteSchema).default([]),
});

/** `mayBeEmpty`: a change may touch no test. */
export function readVitestCounts(reportFile: string, exitCode: number, mayBeEmpty = false): TestCounts {
  const report = readReport(reportFile, vitestSchema);
  if (report === null) return nothingRan;
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests, numTodoTests } = report;
  const counts = { passed, failed, skipped: numPendingTests + numTodoTests, flaky: [] };
  return mayBeEmpty && exitCode === 0 ? counts : honest(counts, exitCode);
}

/** The failed tests of a vitest report. */
export function readVitestFailures(reportFile: string): FailedTest[] {
  const { testResults } = readReport(reportFile, vitestSchema) ?? { testResults: [] };
  return testResults.flatMap(({ name: file, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName: name, failureMessages }) => ({
        file,
        name,
        why: (failureMessages ?? []).join('\n'),
      })),
  );
}

/** The counts after failed tests were retried; those that passed in the second report count as flaky. */
export function afterSecondTry(
  counts: TestCounts,
  failures: readonly FailedTest[],
  secondReport: string,
): TestCounts {
  const passed = readReport(secondReport, vitestSchema)?.testResults.flatMap(
    ({ name: file, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === 'passed')
        .map(({ fullName }) => `${file} ${fullName}`),
  );
  const recovered = failures.filter(({ file, name }) => passed?.includes(`${file} ${name}`));
  return {
    ...counts,
    passed: counts.passed + recovered.length,
    failed: counts.failed - recovered.length,
    flaky: [...counts.flaky, ...recovered.map(({ file, name }) => `${file} › ${name}`)],
  };
}

/** A spec that passed on the retry counts as passed and flaky. */
export function readPlaywrightCounts(reportFile: string, exitCode: number): TestCounts {
  const report = readReport(reportFile, playwrightSchema);
  if (report === null) return nothingRan;
  const { expected, unexpected, flaky, skipped } = report.stats;
  return honest(
    { passed: expected + flaky, failed: unexpected, skipped, flaky: report.suites.flatMap(flakySpecs) },
    exitCode,
  );
}

function flakySpecs({ file, specs, suites = [] }: z.infer<typeof suiteSchema>): string[] {
  const own = specs.flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === 'flaky')
      .map(({ projectName }) => `[${projectName}] ${file} › ${title}`),
  );
  return [...own, ...suites.flatMap(flakySpecs)];
}

/** For a part of the tests that was not requested, or that a change does not affect. */
export const nothingToRun: TestCounts = { passed: 0, failed: 0, skipped: 0, flaky: [] };

/** For a part of the tests that could not run: counts as one failure, because silence must not look like success. */
export const nothingRan: TestCounts = { passed: 0, failed: 1, skipped: 0, flaky: [] };

export function sumCounts(parts: readonly TestCounts[]): TestCounts {
  return parts.reduce((sum, part) => ({
    passed: sum.passed + part.passed,
    failed: sum.failed + part.failed,
    skipped: sum.skipped + part.skipped,
    flaky: [...sum.flaky, ...part.flaky],
  }));
}

/** "12 passed, 0 failed", and ", 1 skipped" when any were. */
export function closingLine({ passed, failed, skipped }: Omit<TestCounts, 'flaky'>): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** Lists the flaky tests; empty if there are none. */
export function flakyLines({ flaky }: Pick<TestCounts, 'flaky'>): string {
  if (flaky.length === 0) return '';
  return ['Flaky (failed once, passed at the second try):', ...flaky.map((name) => `  ${name}`), ''].join(
    '\n',
  );
}

/** Counts one failure when the run failed without a failed test (a file did not load, an error outside a test) or ran nothing. */
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
