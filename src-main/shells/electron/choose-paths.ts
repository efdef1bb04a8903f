import { BrowserWindow, dialog } from 'electron';
import type { OpenDialogOptions } from 'electron';

/** Lets the user choose a folder, or one or several files. Resolves to their absolute paths; empty when the user cancelled. */
export async function choosePaths(what: 'folder' | 'files'): Promise<readonly string[]> {
  const options: OpenDialogOptions = {
    properties: what === 'folder' ? ['openDirectory'] : ['openFile', 'multiSelections'],
  };
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const { canceled, filePaths } = await (window === undefined
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  return canceled ? [] : filePaths;
}
