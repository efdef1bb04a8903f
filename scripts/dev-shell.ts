/** The browser shell from its sources, for scripts/dev.ts: restarted by Node on every change, always on the same address. */
import { join } from 'node:path';
import { startApp } from '../src-main/compose.ts';
import { runWebShell } from '../src-main/shells/web/run-web-shell.ts';
import { version } from '../src-main/version.ts';
import { projectRoot } from './project.ts';

const [token = '', session = '', ...args] = process.argv.slice(2);

process.exit(
  await runWebShell(
    {
      args,
      environment: process.env,
      version,
      // Not used: the page comes from the development server.
      pageRoot: join(projectRoot, 'src-renderer', 'public'),
      shellReason: null,
      // The page stays open while the shell restarts behind it, so the session must outlive the process.
      secrets: { token, session },
    },
    startApp,
  ),
);
