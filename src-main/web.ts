/**
 * Entry of the browser shell, bundled into dist/main/web.js: imported by scripts/start.ts, which serves in its own
 * process, or run by itself.
 */
import { join } from 'node:path';
import { startApp } from './compose.ts';
import { runWebShell, type WebShellRun } from './shells/web/run-web-shell.ts';
import { version } from './version.ts';

const pageRoot = join(import.meta.dirname, '..', 'renderer');

/** Serves until a signal ends the process. Resolves to the exit code. */
export function serveWeb(
  run: Pick<WebShellRun, 'args' | 'shellReason' | 'makeEmbedder' | 'threads'>,
): Promise<number> {
  // The same Node: the one on the PATH may be another.
  const mcpCommand = { command: process.execPath, args: [join(import.meta.dirname, 'mcp.js')] };
  return runWebShell({ ...run, environment: process.env, version, pageRoot, mcpCommand }, startApp);
}

if (import.meta.main) process.exit(await serveWeb({ args: process.argv.slice(2), shellReason: null }));
