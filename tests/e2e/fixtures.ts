/**
 * End-to-end tests drive the whole app as a person does. The same specs run against both shells: the browser shell in
 * Chromium always, Electron where its binary is present (project "electron").
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, expect, test as base } from '@playwright/test';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { electronObstacle } from '../../scripts/find-electron.ts';
import { AppHost } from '../support/app-host.ts';
import type { RunningTutee } from '../support/tutee-process.ts';
import { settled } from './settled.ts';
import { keepToasts, WorkerBrowser } from './worker-browser.ts';

export { expect };

const root = fileURLToPath(new URL('../..', import.meta.url));

export type Shell = 'web' | 'electron';
export type Environment = Readonly<Record<string, string>>;

/** What the tests of a worker share. */
interface Shared {
  readonly browser: WorkerBrowser;
  /** The process that serves one after another. */
  readonly host: AppHost;
}

interface DeskParts extends Shared {
  readonly shell: Shell;
  readonly dataDir: string;
}

/** One user's Tutee: a data folder that outlives restarts, and the window that is open on it. */
export class Desk {
  readonly dataDir: string;
  readonly #parts: DeskParts;
  #env: Environment = {};
  #running: RunningTutee | null = null;
  #electron: ElectronApplication | null = null;
  #page: Page | null = null;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.dataDir = parts.dataDir;
  }

  get page(): Page {
    if (this.#page === null) throw new Error('Tutee is not open: call open() first.');
    return this.#page;
  }

  /** The browser shell that serves the window. */
  get running(): RunningTutee {
    if (this.#running === null) throw new Error('The browser shell is not running.');
    return this.#running;
  }

  /** Starts Tutee on this data folder and opens its window. The environment is kept for restarts. */
  open(env: Environment = this.#env): Promise<Page> {
    this.#env = env;
    return this.#open(() => this.#parts.host.open({ dataDir: this.dataDir, env }));
  }

  /** The same in a process for this test alone, where processes are looked up by its data folder. */
  openAlone(): Promise<Page> {
    return this.#open(() => this.#parts.host.openAlone({ dataDir: this.dataDir, env: this.#env }));
  }

  /**
   * Quits, or kills the process with SIGKILL, and starts again on the same data folder with a fresh window. Only after a kill in a
   * new process: starting one and loading its embedder takes four seconds of the processor.
   */
  async restart({ kill = false } = {}): Promise<Page> {
    await this.close(kill ? 'SIGKILL' : 'SIGTERM');
    return this.open();
  }

  async close(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.#electron !== null) await this.#electron.close();
    else if (this.#page !== null) await this.#parts.browser.leave();
    await this.#running?.stop(signal);
    this.#electron = null;
    this.#running = null;
    this.#page = null;
  }

  async #open(startWeb: () => Promise<RunningTutee>): Promise<Page> {
    this.#page =
      this.#parts.shell === 'electron' ? await this.#openElectron() : await this.#openWeb(startWeb);
    await this.page.getByRole('navigation', { name: 'Primary' }).waitFor();
    // What is drawn first listens to no key yet.
    await settled(this.page);
    return this.page;
  }

  async #openWeb(start: () => Promise<RunningTutee>): Promise<Page> {
    this.#running = await start();
    const page = await this.#parts.browser.newPage(new URL(this.#running.url).port);
    await page.goto(this.#running.url);
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
    await this.#desk.page.getByRole('button', { name: 'Stop', exact: true }).waitFor({ state: 'detached' });
  }
}

interface Fixtures {
  readonly desk: Desk;
  readonly chat: Chat;
  /** Writes a script for the scripted model and returns the environment that selects it. */
  readonly scripted: (rules: readonly unknown[]) => Promise<Environment>;
}

interface WorkerFixtures {
  readonly shell: Shell;
  readonly shared: Shared;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  shell: ['web', { option: true, scope: 'worker' }],

  shared: [
    async ({ browser }, use) => {
      const host = new AppHost();
      await use({ browser: new WorkerBrowser(browser), host });
      await host.stop();
    },
    { scope: 'worker' },
  ],

  desk: async ({ shell, shared }, use, testInfo) => {
    const obstacle = shell === 'electron' ? electronObstacle() : null;
    testInfo.skip(obstacle !== null, obstacle ?? '');
    const folder = await mkdtemp(path.join(tmpdir(), 'tutee-e2e-'));
    const desk = new Desk({ ...shared, shell, dataDir: path.join(folder, 'data') });
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
