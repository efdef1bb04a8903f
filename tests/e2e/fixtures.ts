/**
 * End-to-end tests drive the whole app as a person does. The same specs run against both shells: the browser shell in
 * Chromium always, Electron where its binary is present (project "electron").
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, expect, test as base } from '@playwright/test';
import type { Browser, ElectronApplication, Locator, Page } from '@playwright/test';
import { electronObstacle } from '../../scripts/find-electron.ts';
import { TuteeProcess } from '../support/tutee-process.ts';
import { settled } from './settled.ts';

export { expect };

const root = fileURLToPath(new URL('../..', import.meta.url));

/** How many times slower the page is made, to find what passes on a fast machine alone; see CONTRIBUTING.md. */
const slowdown = Number(process.env['TUTEE_E2E_SLOWDOWN'] ?? 1);

export type Shell = 'web' | 'electron';
export type Environment = Readonly<Record<string, string>>;

/** One user's Tutee: a data folder that outlives restarts, and the window that is open on it. */
export class Desk {
  readonly dataDir: string;
  readonly #shell: Shell;
  readonly #browser: Browser;
  #env: Environment = {};
  #process: TuteeProcess | null = null;
  #electron: ElectronApplication | null = null;
  #page: Page | null = null;

  constructor(shell: Shell, browser: Browser, dataDir: string) {
    this.#shell = shell;
    this.#browser = browser;
    this.dataDir = dataDir;
  }

  get page(): Page {
    if (this.#page === null) throw new Error('Tutee is not open: call open() first.');
    return this.#page;
  }

  get process(): TuteeProcess {
    if (this.#process === null) throw new Error('The browser shell is not running.');
    return this.#process;
  }

  /** Starts Tutee and opens its window. The environment is kept for restarts. */
  async open(env: Environment = this.#env): Promise<Page> {
    this.#env = env;
    this.#page = this.#shell === 'electron' ? await this.#openElectron() : await this.#openWeb();
    await this.page.getByRole('navigation', { name: 'Primary' }).waitFor();
    // What is drawn first listens to no key yet.
    await settled(this.page);
    return this.page;
  }

  /** Quits, or kills with SIGKILL, and starts again on the same data folder in a fresh window. */
  async restart({ kill = false } = {}): Promise<Page> {
    await this.close(kill ? 'SIGKILL' : 'SIGTERM');
    return this.open();
  }

  async close(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.#electron !== null) await this.#electron.close();
    else await this.#page?.context().close();
    await this.#process?.stop(signal);
    this.#electron = null;
    this.#process = null;
    this.#page = null;
  }

  async #openWeb(): Promise<Page> {
    this.#process = await TuteeProcess.start({ dataDir: this.dataDir, env: this.#env });
    const context = await this.#browser.newContext();
    await context.addInitScript(keepToasts);
    const page = await context.newPage();
    if (slowdown > 1) {
      const devtools = await context.newCDPSession(page);
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    }
    await page.goto(this.#process.url);
    return page;
  }

  async #openElectron(): Promise<Page> {
    this.#electron = await _electron.launch({
      args: [root, '--data-dir', this.dataDir],
      env: { ...(process.env as Record<string, string>), ...this.#env },
    });
    const page = await this.#electron.firstWindow();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    // For what it loads later, and for what it has loaded already.
    await page.addInitScript(keepToasts);
    await page.evaluate(keepToasts);
    return page;
  }
}

/**
 * Runs in the page before anything else. What is said for 5, 10 or 12 seconds is said three times as long, so that a slow
 * machine is in time to read it and to press its "Undo". No longer than that: it also lies over what else is to be pressed.
 */
function keepToasts(): void {
  const start = globalThis.setTimeout.bind(globalThis);
  const shown = [5_000, 10_000, 12_000];
  const longer = (run: TimerHandler, ms?: number, ...given: unknown[]): number =>
    start(run, ms !== undefined && shown.includes(ms) ? ms * 3 : ms, ...given);
  Object.assign(globalThis, { setTimeout: longer });
}

/** What a person does in a chat, by the names they see. */
export class Chat {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  get log(): Locator {
    return this.#desk.page.getByRole('log', { name: 'Conversation' });
  }

  get message(): Locator {
    return this.#desk.page.getByRole('textbox', { name: 'Message' });
  }

  get lastAnswer(): Locator {
    return this.log.getByRole('article', { name: 'Tutee' }).last();
  }

  get remembered(): Locator {
    return this.#desk.page.getByRole('group', { name: 'Remembered' });
  }

  async start(): Promise<void> {
    await this.#desk.page.getByRole('button', { name: 'New chat' }).first().click();
  }

  /** Sends a message and waits until its answer has ended. */
  async say(text: string): Promise<void> {
    await this.message.fill(text);
    await this.#desk.page.getByRole('button', { name: 'Send' }).click();
    await this.log
      .getByRole('article', { name: 'You' })
      .filter({ hasText: text.slice(0, 60) })
      .last()
      .waitFor();
    // Before the answer is begun there is no "Stop" either.
    await expect(this.log.getByRole('article').last()).toHaveAccessibleName('Tutee');
    await this.#desk.page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' });
  }
}

interface Fixtures {
  readonly desk: Desk;
  readonly chat: Chat;
  /** Writes a script for the scripted model and returns the environment that selects it. */
  readonly scripted: (rules: readonly unknown[]) => Promise<Environment>;
}

export const test = base.extend<Fixtures, { shell: Shell }>({
  shell: ['web', { option: true, scope: 'worker' }],

  desk: async ({ shell, browser }, use, testInfo) => {
    const obstacle = shell === 'electron' ? electronObstacle() : null;
    testInfo.skip(obstacle !== null, obstacle ?? '');
    const folder = await mkdtemp(path.join(tmpdir(), 'tutee-e2e-'));
    const desk = new Desk(shell, browser, path.join(folder, 'data'));
    await use(desk);
    await desk.close();
    await rm(folder, { recursive: true, force: true });
  },

  chat: async ({ desk }, use) => {
    await use(new Chat(desk));
  },

  scripted: async ({ desk }, use) => {
    await use(async (rules) => {
      const file = path.join(path.dirname(desk.dataDir), 'script.json');
      await writeFile(file, JSON.stringify(rules));
      return { TUTEE_MODEL: `scripted:${file}` };
    });
  },
});
