/**
 * `npm start`: builds what changed, then opens Tutee in its desktop window, or serves it to the browser when that was
 * asked for or no desktop window can be had, saying why in one line.
 */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { TuteeError } from '#shared/errors.ts';
import { helpText, parseFlags, type Flags } from '../src-main/startup/flags.ts';
import type * as WebEntry from '../src-main/web.ts';
import { buildIfNeeded } from './build-if-needed.ts';
import { projectRoot } from './project.ts';

// Compiling the bundle is a good part of the start; it is done once.
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
  // The download of Electron waits for the network while the build uses the processor.
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
 * npm passes signals on, because the start script takes the place of npm's shell (exec; on Windows exec.cmd). An npm that
 * was killed cannot: this process would be left behind, holding the data folder, so it ends itself in order.
 */
function endWithNpm(): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const shell = process.ppid;
  setInterval(() => {
    if (process.ppid !== shell) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}
