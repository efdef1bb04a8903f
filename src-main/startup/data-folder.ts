import { mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';
import { TuteeError } from '#shared/errors.ts';
import type { Environment } from './environment.ts';

/** Where Tutee keeps everything when nothing else is said; the same folder in both shells. */
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
  // The base directory rules say that a relative path counts as not set.
  return posix.join(dataHome?.startsWith('/') ? dataHome : posix.join(home, '.local', 'share'), 'tutee');
}

/** Makes the folder, readable by this user alone, unless it is there. Throws `folder_unusable`. */
export function makeDataFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    if (statSync(path).isDirectory()) return;
  } catch (error) {
    throw unusable(path, error);
  }
  throw unusable(path, new Error('It is not a folder.'));
}

function unusable(path: string, cause: unknown): TuteeError {
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
