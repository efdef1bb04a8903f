import { BrowserWindow, nativeTheme, screen } from 'electron';
import { pageUrl } from './page-address.ts';
import { readWindowState, writeWindowState } from './window-state.ts';

export interface WindowParts {
  /** dist/preload/preload.cjs */
  readonly preload: string;
  /** The path of the file with position and size. */
  readonly state: string;
  readonly developerTools: boolean;
}

/** Opens the window. It is shown after the first paint, so that nobody sees it empty. */
export function openWindow(parts: WindowParts): BrowserWindow {
  const state = readWindowState(
    parts.state,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    width: state?.width ?? 1280,
    height: state?.height ?? 840,
    ...(state === null ? {} : { x: state.x, y: state.y }),
    minWidth: 420,
    minHeight: 480,
    show: false,
    title: 'Tutee',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#171614' : '#faf9f7',
    webPreferences: {
      preload: parts.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: parts.developerTools,
    },
  });
  if (state?.maximized === true) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    writeWindowState(parts.state, { ...window.getNormalBounds(), maximized: window.isMaximized() });
  });
  // A page that failed to load cannot show the error itself.
  window.loadURL(pageUrl).catch((error: unknown) => console.error('The page did not load.', error));
  return window;
}

export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
