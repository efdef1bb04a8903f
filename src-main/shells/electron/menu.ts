import { Menu, type MenuItemConstructorOptions } from 'electron';

export interface MenuParts {
  readonly platform: NodeJS.Platform;
  /** False in the packaged app, where code pasted into the console would run with the rights of the page. */
  readonly developerTools: boolean;
  readonly openDataFolder: () => void;
}

/** Sets the application menu, with the standard roles for copy, paste and zoom. */
export function setMenu({ platform, developerTools, openDataFolder }: MenuParts): void {
  const file: MenuItemConstructorOptions = {
    label: 'File',
    submenu: [
      { label: 'Open data folder', click: openDataFolder },
      { type: 'separator' },
      platform === 'darwin' ? { role: 'close' } : { role: 'quit' },
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [
      { role: 'reload' },
      ...(developerTools ? [{ role: 'toggleDevTools' as const }] : []),
      { type: 'separator' },
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
    ],
  };
  const own: MenuItemConstructorOptions[] = platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([...own, file, { role: 'editMenu' }, view, { role: 'windowMenu' }]),
  );
}
