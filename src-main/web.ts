/** Entry of the browser shell: run by scripts/start.ts, in its process, from dist/main/web.js. */
import { startApp } from './compose.ts';
import { runWebShell, type WebShellRun } from './shells/web/run-web-shell.ts';
import { version } from './version.ts';

/** Serves until the process is told to end; answers the exit code. */
export function serveWeb(run: Omit<WebShellRun, 'version'>): Promise<number> {
  return runWebShell({ ...run, version }, startApp);
}
