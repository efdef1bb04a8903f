import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, BrowserWindow, dialog } from 'electron';
import { TuteeError } from '#shared/errors.ts';

/** Asks where to save a file and copies it there. Resolves to the path; null when the user cancelled. Throws `folder_unusable`. */
export async function saveFile(name: string, from: string): Promise<string | null> {
  const options = { defaultPath: join(app.getPath('downloads'), name) };
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const { canceled, filePath } = await (window === undefined
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  if (canceled || filePath === '') return null;
  try {
    await copyFile(from, filePath);
  } catch (thrown) {
    throw new TuteeError(
      'folder_unusable',
      `The file could not be saved as ${filePath}. Choose another place, or free some space.`,
      { detail: String(thrown), cause: thrown },
    );
  }
  return filePath;
}
