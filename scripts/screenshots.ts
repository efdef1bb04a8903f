/**
 * `npm run screenshots [-- --out FOLDER] [-- NAME …]`: every view and state as pictures (both colour schemes, narrow, very wide), and a
 * page that shows them all. With names, only the files of tests/screenshots/ whose names contain one of them.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfNeeded } from './build-if-needed.ts';
import { findOrInstallBrowser } from './find-browser.ts';
import { projectRoot } from './project.ts';
import { runTool } from './run-tool.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string', default: join(projectRoot, '.cache', 'screenshots') } },
});
const out = resolve(values.out);
mkdirSync(out, { recursive: true });
await buildIfNeeded();
const browser = await findOrInstallBrowser();
if (browser === null) throw new Error('No Chromium could be found or installed. Name one in TUTEE_CHROMIUM.');
process.exitCode = await runTool(
  '@playwright/test',
  ['test', '--config', 'playwright.screenshots.config.ts', '--project=web', ...positionals],
  { environment: { TUTEE_CHROMIUM: browser, TUTEE_PICTURES: out } },
);
writeFileSync(join(out, 'index.html'), indexPage(readdirSync(out).filter((file) => file.endsWith('.png'))));
console.log(`Pictures: ${join(out, 'index.html')}`);

/** One row for each view. File names are letters, digits, dots and hyphens. */
function indexPage(files: readonly string[]): string {
  const views = Map.groupBy(files, (file) => file.split('.', 1)[0] ?? file);
  const rows = Array.from(views, ([view, pictures]) => {
    const shown = pictures.map(
      (file) => `<a href="${file}"><img src="${file}" alt="${file}" height="320"></a>`,
    );
    return `<h2>${view}</h2><p>${shown.join(' ')}</p>`;
  });
  return `<!doctype html><meta charset="utf-8"><title>Screenshots</title>${rows.join('\n')}\n`;
}
