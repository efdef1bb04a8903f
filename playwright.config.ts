import { defineConfig } from '@playwright/test';

/** The browser that scripts/test.ts found; undefined: Playwright's own. */
const executablePath = process.env['TUTEE_CHROMIUM'];
const isRoot = process.getuid?.() === 0;

export default defineConfig<object, { shell: 'web' | 'electron' }>({
  testDir: 'tests/e2e',
  // A test waits for part of its time: three keep two cores busy.
  workers: 3,
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  // Generous: a machine with other work on it takes ten times as long, and a hang still ends.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  // A spec that fails is tried once more; scripts/test.ts says by name which passed only then.
  retries: process.env['CI'] === undefined ? 0 : 1,
  reporter: [['list']],
  outputDir: 'test-results',
  // The same specs against both shells; where Electron cannot run, its half is skipped by name (see fixtures.ts).
  projects: [
    { name: 'web', use: { shell: 'web' } },
    { name: 'electron', use: { shell: 'electron' } },
  ],
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    // What fades or slides is looked at when it has come to rest; a spec that is about motion asks for it.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      ...(executablePath === undefined || executablePath === '' ? {} : { executablePath }),
      args: [
        // Chromium's sandbox refuses to run as root, which is what containers run as.
        ...(isRoot ? ['--no-sandbox'] : []),
        // Drawing without a graphics card costs a sixth less than pretending to have one.
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
