import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { runCommand, runTool } from './run-tool.ts';

/** The shell first: it has no window of a browser to draw, and the tests take a third less time with it. */
const onPath = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge',
];
const macPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const windowsPlaces = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];

/** The path of a Chromium for the end-to-end tests. Installs one if necessary; null when that failed. */
export async function findOrInstallBrowser(): Promise<string | null> {
  const present = findBrowser();
  if (present !== null) return present;
  console.log('No Chromium found for the end-to-end tests; installing one …');
  // On a minimal Debian the distribution's package also installs the libraries that a downloaded browser would lack.
  if (isRoot() && existsSync('/usr/bin/apt-get')) await installWithApt();
  else await runTool('@playwright/test', ['install', 'chromium']);
  const installed = findBrowser();
  if (installed !== null || !isRoot()) return installed;
  await runTool('@playwright/test', ['install', '--with-deps', 'chromium']);
  return findBrowser();
}

export function findBrowser(): string | null {
  const named = process.env['TUTEE_CHROMIUM'];
  const places = [...(named ? [named] : []), ...systemPlaces(), chromium.executablePath()];
  return places.find((place) => existsSync(place)) ?? null;
}

function systemPlaces(): string[] {
  if (process.platform === 'darwin') return macPlaces;
  if (process.platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
      (name) => process.env[name] ?? [],
    );
    return roots.flatMap((root) => windowsPlaces.map((place) => join(root, place)));
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return onPath.flatMap((name) => [...folders, '/usr/bin'].map((folder) => join(folder, name)));
}

async function installWithApt(): Promise<void> {
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand('apt-get', ['update'], { environment });
  const install = (...packages: string[]) =>
    runCommand('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { environment });
  await install('fonts-liberation', 'fonts-noto-color-emoji');
  // Older distributions have no package of the shell.
  await install('chromium-headless-shell');
  if (findBrowser() === null) await install('chromium');
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
