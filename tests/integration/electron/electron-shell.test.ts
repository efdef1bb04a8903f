import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { runElectronShell } from '#main/shells/electron/run-electron-shell.ts';
import { lockDataFolder } from '#main/startup/data-folder-lock.ts';
import { TuteeError } from '#shared/errors.ts';
import {
  app,
  asking,
  BrowserWindow,
  errorBoxes,
  menus,
  openedOutside,
  resetElectron,
  safeStorage,
  schemes,
  session,
  type FakeWebContents,
} from '../../support/electron-double.ts';
import { fakeStart } from '../../support/fake-app.ts';
import { contentsOf, temporaryFolder } from '../../support/temporary-folder.ts';

beforeEach(() => resetElectron());

/** Starts the shell on a folder as Electron would. Resolves when the window is open. */
async function start(dataDir = join(temporaryFolder(), 'data'), fake = fakeStart()) {
  const dist = join(temporaryFolder(), 'dist');
  mkdirSync(join(dist, 'renderer', 'assets'), { recursive: true });
  writeFileSync(
    join(dist, 'renderer', 'index.html'),
    '<title>Tutee</title><style nonce="TUTEE_STYLE_NONCE"></style>',
  );
  writeFileSync(join(dist, 'secret.txt'), 'secret');
  const commandLine = process.argv;
  process.argv = ['electron', 'main.js', '--inspect=0', '--data-dir', dataDir];
  onTestFinished(() => {
    process.argv = commandLine;
  });
  await runElectronShell({ version: '1.2.3', dist }, fake.startApp);
  return { dataDir, dist, fake, window: BrowserWindow.opened[0] };
}

async function quit(): Promise<void> {
  const exited = new Promise((resolve) => app.once('exited', resolve));
  app.quit();
  await exited;
}

/** A cancellable Electron event. */
function preventable(parts: object = {}) {
  const event = { ...parts, prevented: false, preventDefault: () => void (event.prevented = true) };
  return event;
}

/** Dialogs resolve as promises, so all answered ones are done in the next turn of the event loop. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function contents(): FakeWebContents {
  const [window] = BrowserWindow.opened;
  if (window === undefined) throw new Error('No window was opened.');
  return window.webContents;
}

describe('the window', () => {
  it('is sandboxed, without Node, and loads the page of the app scheme', async () => {
    const { window, dist } = await start();
    expect(window?.options['webPreferences']).toEqual({
      preload: join(dist, 'preload', 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: true,
    });
    expect(app.sandboxed).toBe(true);
    expect(window?.url).toBe('app://tutee/');
    expect(schemes).toMatchObject([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
  });

  it('is shown after the first paint', async () => {
    const { window } = await start();
    expect(window?.options['show']).toBe(false);
    window?.emit('ready-to-show');
    expect(window?.done).toEqual(['show']);
  });

  it('reopens where it was closed', async () => {
    const { window, dataDir } = await start();
    if (window !== undefined) window.maximized = true;
    window?.emit('close');
    await quit();
    resetElectron();
    const { window: next } = await start(dataDir);
    expect(next?.options).toMatchObject({ x: 10, y: 20, width: 900, height: 700 });
    expect(next?.done).toEqual(['maximize']);
    await quit();
  });

  it.each(['{', '{"x":0}', '{"x":99999,"y":0,"width":900,"height":700,"maximized":false}'])(
    'opens at the usual place when the remembered one is %s',
    async (state) => {
      const dataDir = temporaryFolder();
      writeFileSync(join(dataDir, 'window.json'), state);
      const { window } = await start(dataDir);
      expect(window?.options).toMatchObject({ width: 1280, height: 840 });
      expect(window?.options).not.toHaveProperty('x');
    },
  );
});

describe('the app behind it', () => {
  it('knows shell, version and folder', async () => {
    const { fake, dataDir } = await start();
    expect(fake.started[0]).toMatchObject({
      shell: 'electron',
      version: '1.2.3',
      dataDir,
      shellReason: null,
    });
    expect(app.paths.get('userData')).toBe(join(dataDir, 'electron'));
  });

  it('closes before the process ends, and releases the folder', async () => {
    const { fake, dataDir } = await start();
    await quit();
    expect(fake.app.closed).toBe(1);
    expect(app.exitCode).toBe(0);
    lockDataFolder(dataDir).release();
  });
});

describe('a second start', () => {
  it('ends with code 2 and changes nothing; the first window comes to the front', async () => {
    const { dataDir, window } = await start();
    if (window !== undefined) window.minimized = true;
    const before = contentsOf(dataDir);
    const complain = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    app.firstInstance = false;
    const fake = fakeStart();
    await start(dataDir, fake);
    expect(app.exitCode).toBe(2);
    expect(fake.started).toEqual([]);
    expect(complain.mock.calls[0]?.[0]).toContain('already running');
    expect(errorBoxes).toEqual([]);
    expect(contentsOf(dataDir)).toEqual(before);
    app.emit('second-instance');
    expect(window?.done).toEqual(['restore', 'show', 'focus']);
  });

  it('shows an error box when a browser shell holds the folder', async () => {
    const dataDir = temporaryFolder();
    const lock = lockDataFolder(dataDir);
    onTestFinished(() => lock.release());
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await start(dataDir);
    expect(app.exitCode).toBe(2);
    expect(errorBoxes[0]).toContain('already running');
  });
});

it('a failed start shows an error box and has its exit code', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const fake = fakeStart();
  const startApp = async () => {
    throw new TuteeError('database_newer', 'This data folder was written by a newer Tutee.');
  };
  await start(undefined, { ...fake, startApp });
  expect(errorBoxes).toEqual(['Tutee did not start. This data folder was written by a newer Tutee.']);
  expect(app.exitCode).toBe(2);
});

describe('the page is confined', () => {
  it.each([
    'https://example.org/',
    'http://example.org/',
    'mailto:a@example.org',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'ms-msdt:/id',
    'app://tutee/',
    'not a url',
  ])('a new window for %s is denied', async (url) => {
    await start();
    expect(contents().openHandler?.({ url })).toEqual({ action: 'deny' });
  });

  it.each([
    ['https://evil.example/', true],
    ['file:///etc/passwd', true],
    ['app://other/', true],
    ['app://tutee/', false],
  ])('going to %s is prevented: %s', async (url, prevented) => {
    await start();
    const event = preventable({ url });
    contents().emit('will-navigate', event);
    expect(event.prevented).toBe(prevented);
  });

  it('frames, redirects and webviews are prevented', async () => {
    await start();
    const frame = preventable({ url: 'app://tutee/', isMainFrame: false });
    const redirect = preventable({ url: 'https://evil.example/' });
    const webview = preventable();
    contents().emit('will-frame-navigate', frame);
    contents().emit('will-redirect', redirect);
    contents().emit('will-attach-webview', webview);
    expect([frame.prevented, redirect.prevented, webview.prevented]).toEqual([true, true, true]);
  });

  it.each([
    ['media', 'app://tutee/', false],
    ['geolocation', 'app://tutee/', false],
    ['notifications', 'app://tutee/', false],
    ['clipboard-read', 'app://tutee/', false],
    ['openExternal', 'app://tutee/', false],
    ['clipboard-sanitized-write', 'https://evil.example/', false],
    ['clipboard-sanitized-write', 'app://tutee/', true],
  ])('the permission %s for %s is %s', async (permission, url, granted) => {
    await start();
    const { decisions } = session.defaultSession;
    const page = { getURL: () => url };
    const request = decisions.get('request') as (
      page: object,
      permission: string,
      decide: (granted: boolean) => void,
    ) => void;
    const check = decisions.get('check') as (page: object | null, permission: string) => boolean;
    const device = decisions.get('device') as () => boolean;
    const decide = vi.fn<(granted: boolean) => void>();
    request(page, permission, decide);
    expect(decide).toHaveBeenCalledExactlyOnceWith(granted);
    expect(check(page, permission)).toBe(granted);
    expect(check(null, permission)).toBe(false);
    expect(device()).toBe(false);
    expect(session.defaultSession.spellChecker).toBe(false);
  });
});

describe('a link', () => {
  async function follow(url: string): Promise<void> {
    await start();
    contents().openHandler?.({ url });
    await settled();
  }

  it.each([
    ['https://example.org/a?b=c', 'Open a page of example.org in your browser?'],
    ['http://example.org:8080/', 'Open a page of example.org:8080 in your browser?'],
    ['mailto:a@example.org?body=b', 'Write a message in your mail program?'],
    // The URL is not what it looks like.
    ['https://bank.example@evil.example/', 'Open a page of evil.example in your browser?'],
    ['https://b\u0430nk.example/', 'Open a page of xn--bnk-6cd.example in your browser?'],
  ])('to %s is opened when the user agrees to its whole address', async (url, message) => {
    await follow(url);
    const { href } = new URL(url);
    expect(asking.asked).toEqual([
      expect.objectContaining({ message, detail: expect.stringContaining(`\n\n${href}`) as string }),
    ]);
    expect(openedOutside).toEqual([href]);
  });

  it('is not opened when the user does not agree, which Escape and Enter mean', async () => {
    asking.answer = 1;
    await follow('https://example.org/');
    expect(asking.asked[0]).toMatchObject({ buttons: ['Open', 'Cancel'], defaultId: 1, cancelId: 1 });
    expect(openedOutside).toEqual([]);
  });

  it.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,a',
    'blob:https://example.org/a',
    'ms-msdt:/id',
    'vscode://file/etc/passwd',
    'smb://example.org/a',
    'ftp://example.org/',
    'app://tutee/',
    'not a url',
    '',
  ])('to %j is neither asked about nor opened', async (url) => {
    await follow(url);
    expect(asking.asked).toEqual([]);
    expect(openedOutside).toEqual([]);
  });

  it('whose address nobody could check is not opened', async () => {
    await follow(`https://example.org/?${'a'.repeat(2_000)}`);
    expect(asking.asked[0]).toMatchObject({ message: 'This link is too long to be opened.' });
    expect(openedOutside).toEqual([]);
  });

  it('is asked about one at a time', async () => {
    await start();
    const { promise, resolve } = Promise.withResolvers<number>();
    asking.answer = promise;
    for (const path of ['a', 'b', 'c']) contents().openHandler?.({ url: `https://example.org/${path}` });
    contents().emit('will-navigate', preventable({ url: 'https://example.org/d' }));
    resolve(0);
    await settled();
    expect(asking.asked).toHaveLength(1);
    contents().openHandler?.({ url: 'https://example.org/e' });
    await settled();
    expect(openedOutside).toEqual(['https://example.org/a', 'https://example.org/e']);
  });
});

describe('developer tools', () => {
  it.each([true, false])('are available unless the app is packaged (%s)', async (isPackaged) => {
    app.isPackaged = isPackaged;
    const { window } = await start();
    expect(window?.options['webPreferences']).toMatchObject({ devTools: !isPackaged });
    expect(JSON.stringify(menus.at(-1)).includes('toggleDevTools')).toBe(!isPackaged);
    expect(JSON.stringify(menus.at(-1))).toContain('zoomIn');
  });
});

describe('without a keyring', () => {
  it.runIf(process.platform === 'linux').each([
    ['basic_text', 1],
    ['gnome_libsecret', 0],
  ])('(%s) the log says that keys are only scrambled: %i', async (backend, lines) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    safeStorage.backend = backend;
    await start();
    expect(warn.mock.calls.filter(([line]) => String(line).includes('keyring'))).toHaveLength(lines);
  });
});

describe('the app scheme', () => {
  async function get(url: string, method = 'GET'): Promise<Response> {
    const answer = session.defaultSession.protocols.get('app');
    if (answer === undefined) throw new Error('The scheme is not served.');
    return answer(new Request(url, { method }));
  }

  it('serves the page under the strict policy', async () => {
    await start();
    const response = await get('app://tutee/');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain("connect-src 'self';");
    expect(policy).not.toContain('unsafe');
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    expect(await response.text()).toContain(`nonce="${nonce}"`);
  });

  it.each([
    'app://tutee/../secret.txt',
    'app://tutee/%2e%2e/secret.txt',
    'app://tutee/..%2fsecret.txt',
    'app://other/index.html',
  ])('does not serve %s', async (url) => {
    await start();
    const response = await get(url);
    expect(response.status).not.toBe(200);
    expect(await response.text()).not.toContain('secret');
  });

  it('is only read from', async () => {
    await start();
    expect((await get('app://tutee/', 'POST')).status).toBe(403);
  });
});

it('remembers the window in the data folder and nowhere else', async () => {
  const { window, dataDir } = await start();
  window?.emit('close');
  const state: unknown = JSON.parse(readFileSync(join(dataDir, 'window.json'), 'utf8'));
  expect(state).toEqual({ x: 10, y: 20, width: 900, height: 700, maximized: false });
});
