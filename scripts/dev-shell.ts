/** Runs the browser shell from its sources, for scripts/dev.ts: Node restarts it on every change, on the same port. */
import { join } from 'node:path';
import { startApp } from '../src-main/compose.ts';
import { runWebShell } from '../src-main/shells/web/run-web-shell.ts';
import { version } from '../src-main/version.ts';
import { projectRoot } from './project.ts';

/** Set by scripts/dev.ts. In the environment, because Node prints the command line at each restart. */
const { TUTEE_DEV_TOKEN: token = '', TUTEE_DEV_KEY: key = '' } = process.env;

process.exit(
  await runWebShell(
    {
      args: process.argv.slice(2),
      environment: process.env,
      version,
      // Not used: the development server serves the page.
      pageRoot: join(projectRoot, 'src-renderer', 'public'),
      shellReason: null,
      // The page stays open while the shell restarts, so the session must outlive the process.
      secrets: { token, key },
    },
    startApp,
  ),
);
