import { join } from 'node:path';
import type { LoadedEmbedder } from '#shared/models/embedder.ts';
import type { AppOptions, StartApp } from '../app.ts';
import { closeWithTimeout } from '../close-with-timeout.ts';
import { listPageFiles } from '../page-files.ts';
import { lockDataFolder } from '../../startup/data-folder-lock.ts';
import { makeDataFolder } from '../../startup/data-folder.ts';
import type { Environment } from '../../startup/environment.ts';
import { helpText, parseFlags, type Flags } from '../../startup/flags.ts';
import { explainFailedStart, readStartOptions, type StartOptions } from '../../startup/start-options.ts';
import { createFileSecretStore } from './file-secret-store.ts';
import { createHandOverFile } from './hand-over-file.ts';
import { createLinkOffers, type LinkOffers } from './link-offers.ts';
import { openInBrowser } from './open-in-browser.ts';
import type { SessionSecrets } from './session.ts';
import { startWebServer } from './web-server.ts';

export interface WebShellRun {
  /** The command line arguments. */
  readonly args: readonly string[];
  readonly environment: Environment;
  readonly version: string;
  /** The folder of the built page. */
  readonly pageRoot: string;
  /** Why this is not the desktop window; null when the browser shell was asked for. */
  readonly shellReason: string | null;
  /** See AppOptions. */
  readonly mcpCommand?: AppOptions['mcpCommand'];
  readonly secrets?: SessionSecrets;
  /** See AppOptions. */
  readonly makeEmbedder?: () => LoadedEmbedder;
  /** See AppOptions. */
  readonly threads?: AppOptions['threads'];
  /** Opens a file in the browser; false when there is none. */
  readonly openBrowser?: (path: string) => Promise<boolean>;
}

/** Serves until SIGINT, SIGTERM or SIGHUP. Resolves to the exit code; prints a failed start to stderr. */
export async function runWebShell(run: WebShellRun, startApp: StartApp): Promise<number> {
  try {
    const flags = parseFlags(run.args);
    if (flags.help) {
      console.log(helpText);
      return 0;
    }
    const options = readStartOptions(flags, run.environment);
    makeDataFolder(options.dataDir);
    const lock = lockDataFolder(options.dataDir);
    try {
      return await serve(run, flags, options, startApp);
    } finally {
      lock.release();
    }
  } catch (error) {
    const { message, exitCode } = explainFailedStart(error);
    console.error(message);
    return exitCode;
  }
}

async function serve(
  run: WebShellRun,
  flags: Flags,
  options: StartOptions,
  startApp: StartApp,
): Promise<number> {
  // Before the app starts: a signal during the start must end it in order as well.
  const ended = endSignal();
  const app = await startApp(appOptions(run, options));
  const links = linkOffers(run, flags, options);
  try {
    const server = await startWebServer({
      app,
      page: listPageFiles(run.pageRoot),
      port: flags.port,
      offerLink: (url) => links.offer(url),
      onLinkUsed: () => links.withdraw(),
      ...(run.secrets === undefined ? {} : { secrets: run.secrets }),
    });
    console.log(`Tutee is ready at ${server.openUrl}`);
    // Not awaited: a slow browser must not delay the shutdown.
    void links.open(server.openUrl);
    await ended;
    await server.close();
    return 0;
  } finally {
    links.withdraw();
    await closeWithTimeout(app);
  }
}

function linkOffers(run: WebShellRun, flags: Flags, options: StartOptions): LinkOffers {
  const links = createLinkOffers({
    file: createHandOverFile(options.dataDir),
    openBrowser: flags.open ? (run.openBrowser ?? openInBrowser) : null,
    print: (line) => console.log(line),
  });
  // Also when an uncaught error ends the process.
  process.once('exit', () => links.withdraw());
  return links;
}

function appOptions(run: WebShellRun, options: StartOptions): AppOptions {
  return {
    ...options,
    version: run.version,
    shell: 'web',
    shellReason: run.shellReason,
    secrets: createFileSecretStore(join(options.dataDir, 'secrets.json')),
    openPath: null,
    saveFile: null,
    ...(run.mcpCommand === undefined ? {} : { mcpCommand: run.mcpCommand }),
    ...(run.makeEmbedder === undefined ? {} : { makeEmbedder: run.makeEmbedder }),
    ...(run.threads === undefined ? {} : { threads: run.threads }),
  };
}

/** The listeners stay registered: npm repeats the signal that the terminal sent, and the second one must not interrupt the shutdown. */
function endSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}
