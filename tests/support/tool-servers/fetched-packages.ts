import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const cache = join(import.meta.dirname, '../../../.cache');

/**
 * Fetches packages from npm into .cache, once: those that are too heavy to be installed by everyone. Runs no scripts of theirs.
 * @param commands the names of commands that they bring
 * @returns the path of each command; null when the registry cannot be reached
 */
export async function fetchedPackages(
  name: string,
  packages: readonly string[],
  commands: readonly string[],
): Promise<((command: string) => string) | null> {
  const folder = join(cache, name);
  const path = (command: string) => join(folder, 'node_modules', '.bin', command);
  if (!commands.every((command) => existsSync(path(command)))) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'package.json'), '{"private":true}');
    const options = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--fetch-retries=0'];
    try {
      await promisify(execFile)('npm', [...options, ...packages], {
        cwd: folder,
        shell: process.platform === 'win32',
      });
    } catch {
      return null;
    }
  }
  return path;
}
