import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Of the Model Context Protocol's own reference servers. */
const VERSION = '2026.8.31';
const NAMES = ['everything', 'filesystem', 'memory', 'sequential-thinking'] as const;
export type ReferenceServer = (typeof NAMES)[number];

const folder = join(import.meta.dirname, '../../../.cache/reference-servers', VERSION);
const path = (name: ReferenceServer) => join(folder, 'node_modules', '.bin', `mcp-server-${name}`);

/**
 * Fetches the reference servers from npm into .cache, once: with 139 packages they are too heavy to be installed by everyone.
 * @returns the command of each; null when the registry cannot be reached.
 */
export async function referenceServers(): Promise<
  ((name: ReferenceServer, ...args: readonly string[]) => { command: string; args: string[] }) | null
> {
  if (!NAMES.every((name) => existsSync(path(name)))) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'package.json'), '{"private":true}');
    const packages = NAMES.map((name) => `@modelcontextprotocol/server-${name}@${VERSION}`);
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
  return (name, ...args) => ({ command: process.execPath, args: [path(name), ...args] });
}
