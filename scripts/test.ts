/** `npm test`: unit and integration tests, then the end-to-end ones in a real browser. The last line is the count. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfNeeded } from './build-if-needed.ts';
import { findOrInstallBrowser } from './find-browser.ts';
import { projectRoot } from './project.ts';
import { runTool } from './run-tool.ts';
import {
  closingLine,
  nothingRan,
  readPlaywrightCounts,
  readVitestCounts,
  sumCounts,
  type TestCounts,
} from './test-counts.ts';

const reports = join(projectRoot, '.cache', 'test-reports');

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
await buildIfNeeded();
const unit = await runVitest();
const endToEnd = await runPlaywright();
const total = sumCounts([unit, endToEnd]);
console.log(`\nUnit and integration: ${closingLine(unit)}\nEnd to end: ${closingLine(endToEnd)}\n`);
console.log(closingLine(total));
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

async function runVitest(): Promise<TestCounts> {
  const file = join(reports, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  return readVitestCounts(file, await runTool('vitest', args));
}

async function runPlaywright(): Promise<TestCounts> {
  const browser = await findOrInstallBrowser();
  if (browser === null) {
    console.error('No Chromium could be found or installed. Install one, or name it in TUTEE_CHROMIUM.');
    return nothingRan;
  }
  const file = join(reports, 'playwright.json');
  const environment = { TUTEE_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  return readPlaywrightCounts(
    file,
    await runTool('@playwright/test', ['test', '--reporter=list,json'], { environment }),
  );
}
