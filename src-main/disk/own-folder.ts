import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { TuteeError } from '#shared/errors.ts';

/** Names in a folder; none when there is no such folder, or something else in its place. */
export function namesIn(folder: string): string[] {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(folder) : [];
}

/** Creates a folder that only this user can read, unless it exists. Throws `folder_unusable` when a file is in its place. */
export function makeOwnFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
    if (code !== 'EEXIST' && code !== 'ENOTDIR') throw thrown;
    throw new TuteeError(
      'folder_unusable',
      `${folder} is not a folder, so Tutee cannot keep files there. Move it away, then try again.`,
      { cause: thrown },
    );
  }
}
