/** Entry of the desktop app; bundled into dist/main/main.js. */
import { join } from 'node:path';
import { startApp } from './compose.ts';
import { serveMemoryOverStdio } from './memory-server/serve-stdio.ts';
import { runElectronShell } from './shells/electron/run-electron-shell.ts';
import { runWithoutWindow } from './shells/electron/run-without-window.ts';
import { mcpFlag } from './startup/flags.ts';
import { version } from './version.ts';

if (process.argv.includes(mcpFlag)) runWithoutWindow(() => serveMemoryOverStdio(process.env, version));
else void runElectronShell({ version, dist: join(import.meta.dirname, '..') }, startApp);
