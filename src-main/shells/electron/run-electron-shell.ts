/**
 * Owns the Electron app: its window, menu, protocol and IPC. It may not know what commands mean. Everything before the first `await`
 * runs before Electron is ready, as the scheme, the sandbox and the profile folder require.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, safeStorage, session, shell } from 'electron';
import { TuteeError } from '#shared/errors.ts';
import { lockDataFolder, type DataFolderLock } from '../../startup/data-folder-lock.ts';
import { makeDataFolder } from '../../startup/data-folder.ts';
import { ownFlags, parseFlags } from '../../startup/flags.ts';
import { explainFailedStart, readStartOptions, type StartOptions } from '../../startup/start-options.ts';
import type { AppOptions, StartApp, TuteeApp } from '../app.ts';
import { listPageFiles } from '../page-files.ts';
import { serveIpc } from './ipc-transport.ts';
import { choosePaths } from './choose-paths.ts';
import { createKeychainSecretStore } from './keychain-secret-store.ts';
import { setMenu } from './menu.ts';
import { confinePages, denyPermissions } from './page-confinement.ts';
import { registerPageScheme, servePage } from './page-protocol.ts';
import { closeWithTimeout } from '../close-with-timeout.ts';
import { saveFile } from './save-file.ts';
import { startUtilityProcess } from './utility-process.ts';
import { mcpFlag } from '../../startup/flags.ts';
import { notify } from './notify.ts';
import { bringToFront, openWindow } from './window.ts';

export interface ElectronShellRun {
  readonly version: string;
  /** The build folder, with main/, preload/ and renderer/. */
  readonly dist: string;
}

/** Starts the app. Resolves when its window is open, or when the start failed and the app is exiting. */
export async function runElectronShell(run: ElectronShellRun, startApp: StartApp): Promise<void> {
  try {
    const options = readStartOptions(parseFlags(ownFlags(process.argv)), process.env);
    makeDataFolder(options.dataDir);
    const lock = takeFolder(options.dataDir);
    registerPageScheme();
    app.enableSandbox();
    confinePages(app);
    await app.whenReady();
    await openShell(run, options, lock, startApp);
  } catch (error) {
    failStart(error);
  }
}

/** The lock of the data folder decides who may run. Electron's single instance lock only brings the first window to the front. */
function takeFolder(dataDir: string): DataFolderLock {
  const profile = join(dataDir, 'electron');
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  app.setPath('userData', profile);
  app.requestSingleInstanceLock();
  return lockDataFolder(dataDir);
}

async function openShell(
  run: ElectronShellRun,
  options: StartOptions,
  lock: DataFolderLock,
  startApp: StartApp,
) {
  const appSettings = appOptions(run, options);
  if (appSettings.secrets.protection === 'basic') {
    console.warn('No keyring was found: API keys are only scrambled on this machine, not encrypted.');
  }
  const tutee = await startApp(appSettings);
  endInOrder(tutee, lock);
  denyPermissions(session.defaultSession);
  servePage(session.defaultSession, listPageFiles(join(run.dist, 'renderer')));
  serveIpc(tutee);
  const developerTools = !app.isPackaged;
  setMenu({
    platform: process.platform,
    developerTools,
    openDataFolder: () => void shell.openPath(options.dataDir),
  });
  const open = () =>
    openWindow({
      preload: join(run.dist, 'preload', 'preload.cjs'),
      state: join(options.dataDir, 'window.json'),
      developerTools,
    });
  const show = () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) open();
    else bringToFront(window);
  };
  app.on('second-instance', show);
  app.on('activate', show);
  open();
}

function appOptions(run: ElectronShellRun, options: StartOptions): AppOptions {
  return {
    ...options,
    version: run.version,
    shell: 'electron',
    shellReason: null,
    secrets: createKeychainSecretStore(join(options.dataDir, 'keychain.json'), safeStorage),
    openPath: async (path) => {
      const problem = await shell.openPath(path);
      if (problem !== '') throw new TuteeError('folder_unusable', `It could not be opened: ${problem}`);
    },
    choosePaths,
    saveFile,
    notify,
    mcpCommand: {
      command: process.execPath,
      args: app.isPackaged ? [mcpFlag] : [join(run.dist, 'main', 'main.js'), mcpFlag],
    },
    startProcess: startUtilityProcess,
  };
}

/** Closes the app before the process exits, so that nothing is lost. */
function endInOrder(tutee: TuteeApp, lock: DataFolderLock): void {
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.once('will-quit', (event) => {
    event.preventDefault();
    void closeWithTimeout(tutee).finally(() => {
      lock.release();
      app.exit(0);
    });
  });
}

function failStart(error: unknown): void {
  const { message, exitCode } = explainFailedStart(error);
  console.error(message);
  // The window of the other instance has come to the front; an error box on top of it would be in the way.
  const windowCame =
    error instanceof TuteeError && error.code === 'already_running' && !app.hasSingleInstanceLock();
  if (!windowCame) dialog.showErrorBox('Tutee', message);
  app.exit(exitCode);
}
