/**
 * `npm test`: unit and integration tests, then the end-to-end ones in a real browser (at the same time both took more than twice as
 * long on two cores). With `--unit` the unit tests alone, with `--changed` what this branch touches, with `--thorough` properties with
 * four times as many random inputs. The last line is the count; what passed only at the second try is named before it.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfNeeded } from './build-if-needed.ts';
import { changeBase, changedFiles } from './changed-files.ts';
import { allSpecs, changedSpecs } from './changed-specs.ts';
import { findOrInstallBrowser } from './find-browser.ts';
import { projectRoot } from './project.ts';
import { runTool } from './run-tool.ts';
import {
  afterSecondTry,
  closingLine,
  flakyLines,
  nothingRan,
  nothingToRun,
  readPlaywrightCounts,
  readVitestCounts,
  readVitestFailures,
  sumCounts,
  type FailedTest,
  type TestCounts,
} from './test-counts.ts';

const reports = join(projectRoot, '.cache', 'test-reports');

const { values: options } = parseArgs({
  options: {
    unit: { type: 'boolean', default: false },
    changed: { type: 'boolean', default: false },
    thorough: { type: 'boolean', default: false },
  },
});
/** A whole run takes longer and meets more other load than a single file, so its timeouts are longer. */
const patiently = {
  environment: { TUTEE_TEST_PATIENCE: '3', ...(options.thorough ? { TUTEE_TEST_THOROUGH: '1' } : {}) },
};
/** Null: everything. */
const base = options.changed ? changeBase() : null;

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
if (!options.unit) await buildIfNeeded();
const unit = await afterRetry(await runVitest());
const endToEnd = options.unit ? nothingToRun : await runPlaywright();
const total = sumCounts([unit, endToEnd]);
if (!options.unit)
  console.log(`\nUnit and integration: ${closingLine(unit)}\nEnd to end: ${closingLine(endToEnd)}\n`);
if (total.flaky.length > 0) console.log(flakyLines(total));
console.log(closingLine(total));
process.exitCode = total.failed > 0 || (base === null && total.passed === 0) ? 1 : 0;

interface FirstTry {
  readonly counts: TestCounts;
  /** Those of the failed tests that are tried again. */
  readonly failures: readonly FailedTest[];
}

async function runVitest(): Promise<FirstTry> {
  const file = join(reports, 'vitest.json');
  const selection = [
    ...(options.unit ? ['--project', 'unit'] : []),
    ...(base === null ? [] : ['--changed', base, '--passWithNoTests']),
  ];
  const exitCode = await runTool('vitest', [...vitestArgs(file), ...selection], patiently);
  const counts = readVitestCounts(file, exitCode, base !== null);
  return { counts, failures: readVitestFailures(file).filter(mayTryAgain) };
}

async function afterRetry({ counts, failures }: FirstTry): Promise<TestCounts> {
  if (failures.length === 0) return counts;
  console.log(`\n${failures.length} of the integration tests failed; their files are tried once more.\n`);
  const second = join(reports, 'vitest-second.json');
  const files = new Set(failures.map((failure) => failure.file));
  await runTool('vitest', [...vitestArgs(second), ...files], patiently);
  return afterSecondTry(counts, failures, second);
}

function vitestArgs(report: string): string[] {
  return ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
}

/** Only integration tests are retried, because they depend on processes, sockets and load. A failed property is never flaky. */
function mayTryAgain({ file, why }: FailedTest): boolean {
  return (
    relative(projectRoot, file).startsWith(join('tests', 'integration')) && !why.includes('Property failed')
  );
}

async function runPlaywright(): Promise<TestCounts> {
  const specs = base === null ? [] : changedSpecs(changedFiles(base), allSpecs());
  if (base !== null && specs.length === 0) return nothingToRun;
  const browser = await findOrInstallBrowser();
  if (browser === null) {
    console.error('No Chromium could be found or installed. Install one, or name it in TUTEE_CHROMIUM.');
    return nothingRan;
  }
  const file = join(reports, 'playwright.json');
  const environment = { TUTEE_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  // A file is named by an expression that its whole path is searched for.
  const files = specs.map((spec) => `e2e.${spec.replaceAll('.', '\\.').replaceAll('/', '.')}$`);
  const args = ['test', '--reporter=list,json', '--retries=1', ...files];
  return readPlaywrightCounts(file, await runTool('@playwright/test', args, { environment }));
}
