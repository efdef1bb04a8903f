import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectRoot } from '../../../scripts/project.ts';
import { runCommand } from '../../../scripts/run-tool.ts';
import { BenchUsageError } from '../bench.ts';

/** Installs the peers outside the app's dependencies, once, and returns how to load them. */
export async function installPeers(): Promise<NodeJS.Require> {
  const folder = join(projectRoot, '.cache', 'bench-peers');
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, 'node_modules', '.package-lock.json'))) {
    copyFileSync(join(import.meta.dirname, 'package.json'), join(folder, 'package.json'));
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const args = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--silent'];
    if ((await runCommand(npm, args)) !== 0)
      throw new BenchUsageError('The peers could not be installed. hnswlib-node needs a C++ compiler.');
  }
  return createRequire(join(folder, 'package.json'));
}
