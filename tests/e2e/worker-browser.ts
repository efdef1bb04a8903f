import type { Browser, BrowserContext, Page } from '@playwright/test';

/** How many times slower the page is made, to find what passes on a fast machine alone; see CONTRIBUTING.md. */
const slowdown = Number(process.env['TUTEE_E2E_SLOWDOWN'] ?? 1);

/** Everything a page can keep, except what the browser has fetched and compiled. */
const storageTypes = 'cookies,indexeddb,local_storage,service_workers,cache_storage,websql,file_systems';

/**
 * The browser of a worker's tests. They share one context, which costs a test less than half of what a new one does: the files
 * of the page, whose names change with their content, are fetched and compiled once. Every test begins with a new page and
 * empty storage.
 */
export class WorkerBrowser {
  readonly #browser: Browser;
  #context: BrowserContext | null = null;

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** A page that knows nothing of those before it, for the app at this port. */
  async newPage(port: string): Promise<Page> {
    this.#context ??= await this.#newContext();
    const page = await this.#context.newPage();
    const devtools = await this.#context.newCDPSession(page);
    for (const host of ['127.0.0.1', 'localhost'])
      await devtools.send('Storage.clearDataForOrigin', { origin: `http://${host}:${port}`, storageTypes });
    if (slowdown > 1) await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    else await devtools.detach();
    return page;
  }

  /** Closes every page and takes back what a test gave to the context. */
  async leave(): Promise<void> {
    const context = this.#context;
    if (context === null) return;
    await Promise.all(context.pages().map((page) => page.close()));
    await Promise.all([
      context.unrouteAll({ behavior: 'ignoreErrors' }),
      context.clearPermissions(),
      context.clearCookies(),
    ]);
  }

  async #newContext(): Promise<BrowserContext> {
    const context = await this.#browser.newContext();
    await context.addInitScript(keepToasts);
    return context;
  }
}

/**
 * Runs in the page before anything else. What is said for 5, 10 or 12 seconds is said three times as long, so that a slow
 * machine is in time to read it and to press its "Undo". No longer than that: it also lies over what else is to be pressed.
 */
export function keepToasts(): void {
  const start = globalThis.setTimeout.bind(globalThis);
  const shown = [5_000, 10_000, 12_000];
  const longer = (run: TimerHandler, ms?: number, ...given: unknown[]): number =>
    start(run, ms !== undefined && shown.includes(ms) ? ms * 3 : ms, ...given);
  Object.assign(globalThis, { setTimeout: longer });
}
