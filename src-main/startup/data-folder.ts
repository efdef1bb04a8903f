import { mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';
import { TuteeError } from '#shared/errors.ts';
import type { Environment } from './environment.ts';

/** The default data folder, the same in both shells. */
export function defaultDataFolder(
  platform: NodeJS.Platform = process.platform,
  environment: Environment = process.env,
  home: string = homedir(),
): string {
  if (platform === 'win32') {
    return win32.join(environment['APPDATA'] ?? win32.join(home, 'AppData', 'Roaming'), 'Tutee');
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Tutee');
  const dataHome = environment['XDG_DATA_HOME'];
  // The XDG Base Directory Specification says to ignore relative paths.
  return posix.join(dataHome?.startsWith('/') ? dataHome : posix.join(home, '.local', 'share'), 'tutee');
}

/** Creates the folder, readable only by this user, unless it exists. Throws `folder_unusable`. */
export function makeDataFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    if (statSync(path).isDirectory()) return;
  } catch (error) {
    throw folderUnusable(path, error);
  }
  throw folderUnusable(path, new Error('It is not a folder.'));
}

function folderUnusable(path: string, cause: unknown): TuteeError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new TuteeError(
    'folder_unusable',
    `Tutee cannot use the data folder ${path}. Choose another with --data-dir.`,
    {
      detail,
      cause,
    },
  );
}
