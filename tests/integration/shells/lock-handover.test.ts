/** Opens the one-time link in the browser although every user of the machine can read command lines. */
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createHandOverFile, handOverPlaces } from '#main/shells/web/hand-over-file.ts';
import { createLinkOffers } from '#main/shells/web/link-offers.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const script = fileURLToPath(new URL('../../support/processes/serve-fake.ts', import.meta.url));
const url = 'http://127.0.0.1:1234/open?token=a-secret-token';
const windows = process.platform === 'win32';

/** Starts the shell with a browser that records its command line, and returns that. */
async function startWithBrowser(home: string, dataDir = join(temporaryFolder(), 'data')) {
  const seen = join(temporaryFolder(), 'seen');
  const child = spawn(process.execPath, [script, '--data-dir', dataDir], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      USERPROFILE: home,
      TMPDIR: home,
      TEMP: home,
      FAKE_PAGE_ROOT: join(temporaryFolder(), 'page'),
      FAKE_BROWSER_SEES: seen,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  child.stdout.on('data', (part: Buffer) => (output += part.toString()));
  await expect.poll(() => existsSync(seen), { timeout: 30_000 }).toBe(true);
  const link = /^Tutee is ready at (\S+)$/m.exec(output)?.[1] ?? '';
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, link, ended, dataDir, path: readFileSync(seen, 'utf8') };
}

describe('npm start', () => {
  it('passes the browser a path; the link is in a file that only this user can read', async () => {
    const home = temporaryFolder();
    const { link, path } = await startWithBrowser(home);
    expect(path).not.toContain('token');
    expect(path).not.toContain(new URL(link).searchParams.get('token'));
    expect(readFileSync(path, 'utf8')).toContain(`content="0;url=${link}"`);
    if (!windows) {
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    }
    // A browser in a snap can read neither hidden folders nor /tmp.
    if (process.platform === 'linux') expect(path.slice(home.length)).toMatch(/^\/[^./][^/]*\/[^./][^/]*$/);
  });

  it('removes the file as soon as the link was used', async () => {
    const home = temporaryFolder();
    const { link, path } = await startWithBrowser(home);
    const answer = await fetch(link, { headers: { accept: 'application/json' } });
    expect(answer.status).toBe(200);
    expect(existsSync(path)).toBe(false);
    expect(readdirSync(home)).toEqual([]);
  });

  it.skipIf(windows)('removes it at the end, even when the link was not used', async () => {
    const home = temporaryFolder();
    const { child, ended } = await startWithBrowser(home);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(readdirSync(home)).toEqual([]);
  });

  it('removes at the next start what a killed process left, and nothing else', async () => {
    const home = temporaryFolder();
    writeFileSync(join(home, 'mine.txt'), 'mine');
    const killed = await startWithBrowser(home);
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect(existsSync(killed.path)).toBe(true);
    const next = await startWithBrowser(home, killed.dataDir);
    expect(readFileSync(next.path, 'utf8')).not.toContain(new URL(killed.link).search);
    await fetch(next.link, { headers: { accept: 'application/json' } });
    expect(readdirSync(home)).toEqual(['mine.txt']);
  });
});

describe('the hand-over file', () => {
  it.each([
    ['linux', homedir()],
    ['darwin', tmpdir()],
    ['win32', tmpdir()],
  ] as const)('lies on %s in %s, else in the data folder', (platform, place) => {
    expect(handOverPlaces('/data', platform)).toEqual([place, '/data']);
  });

  it('is written to the next folder when the first is not writable', () => {
    const blocked = join(temporaryFolder(), 'file');
    writeFileSync(blocked, '');
    const dataDir = temporaryFolder();
    const file = createHandOverFile(dataDir, [blocked, dataDir]);
    expect(file.write(url)).toContain(dataDir);
    file.remove();
    expect(readdirSync(dataDir)).toEqual([]);
    expect(createHandOverFile(dataDir, [blocked]).write(url)).toBeNull();
  });

  it.skipIf(windows)('does not follow a link that lies in its place', () => {
    const [home, elsewhere] = [temporaryFolder(), temporaryFolder()];
    const name = dirname(createHandOverFile('/data', [home]).write(url) ?? '').slice(home.length + 1);
    createHandOverFile('/data', [home]);
    writeFileSync(join(elsewhere, 'theirs.txt'), 'theirs');
    symlinkSync(elsewhere, join(home, name));
    const path = createHandOverFile('/data', [home]).write(url) ?? '';
    expect(statSync(dirname(path)).isDirectory()).toBe(true);
    expect(readdirSync(elsewhere)).toEqual(['theirs.txt']);
  });

  it('of one data folder leaves that of another alone', () => {
    const home = temporaryFolder();
    const first = createHandOverFile('/one', [home]).write(url) ?? '';
    const second = createHandOverFile('/two', [home]).write(url) ?? '';
    createHandOverFile('/one', [home]);
    expect([existsSync(first), existsSync(second)]).toEqual([false, true]);
  });

  it('sends no referrer', () => {
    const home = temporaryFolder();
    const path = createHandOverFile('/data', [home]).write(url) ?? '';
    expect(readFileSync(path, 'utf8')).toContain('<meta name="referrer" content="no-referrer">');
  });
});

describe('a link that is asked for', () => {
  function offers(openBrowser: ((path: string) => Promise<boolean>) | null) {
    const home = join(temporaryFolder(), 'home');
    mkdirSync(home);
    const clock = { ms: 0 };
    const printed: string[] = [];
    const links = createLinkOffers({
      file: createHandOverFile('/data', [home]),
      openBrowser,
      print: (line) => void printed.push(line),
      now: () => clock.ms,
    });
    return { home, clock, printed, links };
  }

  it('is opened in the browser and printed', async () => {
    const opened: string[] = [];
    const { links, printed, home } = offers(async (path) => opened.push(path) > 0);
    expect(await links.offer(url)).toBe('browser');
    expect(printed).toEqual([`A new link to Tutee, good for one use: ${url}`]);
    expect(opened[0]).toContain(home);
    links.withdraw();
    expect(readdirSync(home)).toEqual([]);
  });

  it.each([
    ['must not be opened', null],
    ['does not open', async () => false],
  ])('is only printed when the browser %s, and no file stays', async (_case, openBrowser) => {
    const { links, printed, home } = offers(openBrowser);
    expect(await links.offer(url)).toBe('terminal');
    expect(printed).toHaveLength(1);
    expect(readdirSync(home)).toEqual([]);
  });

  it('is shown at most once in ten seconds', async () => {
    let opened = 0;
    const { links, printed, clock } = offers(async () => (opened += 1) > 0);
    await Promise.all([links.offer(url), links.offer(url), links.offer(url)]);
    clock.ms = 9_999;
    expect(await links.offer(url)).toBe('browser');
    expect([opened, printed.length]).toEqual([1, 1]);
    clock.ms = 10_000;
    await links.offer(url);
    expect([opened, printed.length]).toEqual([2, 2]);
  });
});
