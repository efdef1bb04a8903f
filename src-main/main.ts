/** Entry of the desktop app; bundled into dist/main/main.js. */
import { join } from 'node:path';
import { startApp } from './compose.ts';
import { runElectronShell } from './shells/electron/run-electron-shell.ts';
import { version } from './version.ts';

void runElectronShell({ version, dist: join(import.meta.dirname, '..') }, startApp);
