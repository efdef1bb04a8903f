/**
 * `npm start`: builds if necessary, then opens the desktop window; serves to the browser when that was asked for, or when no desktop
 * window is possible, saying why in one line.
 */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { TuteeError } from '#shared/errors.ts';
import { helpText, parseFlags, type Flags } from '../src-main/startup/flags.ts';
import type * as WebEntry from '../src-main/web.ts';
import { buildIfNeeded } from './build-if-needed.ts';
import { projectRoot } from './project.ts';

// Compiling the bundle takes a good part of the start, so the result is cached.
enableCompileCache(join(projectRoot, '.cache', 'compiled'));
endWithNpm();
process.exit(await start(process.argv.slice(2)));

async function start(args: readonly string[]): Promise<number> {
  const flags = flagsOrMessage(args);
  if (typeof flags === 'string') {
    console.error(flags);
    return 2;
  }
  if (flags.help) {
    console.log(helpText);
    return 0;
  }
  // In parallel: the download waits for the network while the build uses the processor.
  const [electron] = await Promise.all([flags.web ? null : prepareElectron(), buildIfNeeded()]);
  if (electron === null || !electron.ok) return serveInBrowser(args, electron?.reason ?? null);
  const { runElectron } = await import('./run-electron.ts');
  const ended = await runElectron(electron.path, args);
  return ended.type === 'exit' ? ended.code : serveInBrowser(args, ended.reason);
}

function flagsOrMessage(args: readonly string[]): Flags | string {
  try {
    return parseFlags(args);
  } catch (error) {
    if (error instanceof TuteeError) return `Tutee did not start. ${error.message}`;
    throw error;
  }
}

async function prepareElectron() {
  const { findElectron } = await import('./find-electron.ts');
  return findElectron();
}

async function serveInBrowser(args: readonly string[], reason: string | null): Promise<number> {
  if (reason !== null) console.log(`${reason} Tutee opens in the browser instead.`);
  const entry = new URL('../dist/main/web.js', import.meta.url);
  const { serveWeb } = (await import(entry.href)) as typeof WebEntry;
  return serveWeb({ args, shellReason: reason });
}

/**
 * npm forwards signals, because the start script replaces npm's shell (exec; on Windows exec.cmd). A killed npm cannot: this process
 * would stay behind and hold the data folder, so it ends itself in order.
 */
function endWithNpm(): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const shell = process.ppid;
  setInterval(() => {
    if (process.ppid !== shell) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}
