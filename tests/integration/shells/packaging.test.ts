/**
 * Packages the app with a fake Electron, so that no download is needed, and runs the result on Node:
 * the same bundle, the same native files, found by the same paths as in the installed app.
 */
import { execFile, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { extractAll, extractFile, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { FuseState, SENTINEL } from '@electron/fuses/dist/constants.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bestEmbedder, quickEmbedder } from '#main/models/embedders/bundled-embedders.ts';
import { staticEmbedderKey } from '#main/models/embedders/static-embedder.ts';
import { workerEntry } from '#main/composition/worker-entry.ts';
import { buildIfNeeded } from '../../../scripts/build-if-needed.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const work = join(root, '.cache', 'packaging-test');
const resources = join(work, 'out', 'linux-unpacked', 'resources');
const archive = join(resources, 'app.asar');
const { version: electronVersion } = createRequire(import.meta.url)('electron/package.json') as {
  version: string;
};

/** The target is Linux, whose native packages npm installs on Linux only. */
describe.runIf(process.platform === 'linux' && process.arch === 'x64')('the packed app', () => {
  beforeAll(async () => {
    await buildIfNeeded();
    rmSync(work, { recursive: true, force: true });
    await pack(standInElectron());
  }, 240_000);

  afterAll(() => rmSync(work, { recursive: true, force: true }));

  it('holds the bundles, the page and the packages with native parts, and nothing else', () => {
    const files = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'));
    expect(files).toEqual(
      expect.arrayContaining([
        '/package.json',
        '/dist/main/main.js',
        '/dist/main/embedder-worker.js',
        '/dist/main/attachment-worker.js',
        '/dist/main/code-worker.js',
        '/dist/main/interpreters/javascript.wasm',
        '/dist/main/interpreters/python.wasm',
        '/dist/main/model-process.js',
        '/dist/main/assets/embedder/e5-int4.bin',
        '/dist/main/assets/embedder/minilm-int8.bin',
        '/dist/main/assets/embedder/minilm-static.bin',
        '/dist/main/assets/embedder/transformer.wasm',
        '/dist/main/assets/embedder/NOTICE',
        '/dist/preload/preload.cjs',
        '/dist/renderer/index.html',
        '/dist/renderer/third-party-notices.txt',
        '/node_modules/better-sqlite3/lib/index.js',
        '/node_modules/sqlite-vec/index.mjs',
      ]),
    );
    const tops = new Set(files.map((path) => path.split('/')[1]));
    expect(tops).toEqual(new Set(['dist', 'node_modules', 'package.json']));
    const packages = new Set(
      files.filter((path) => path.startsWith('/node_modules/')).map((path) => path.split('/')[2]),
    );
    expect(packages).toEqual(
      new Set(['@node-llama-cpp', 'better-sqlite3', 'sqlite-vec', 'sqlite-vec-linux-x64']),
    );
    expect(files.filter((path) => /\.(ts|map|cpp|c|gypi?)$/.test(path))).toEqual([]);
  });

  it('holds the notices of everything in it that is not ours, also as a file beside the archive', () => {
    const notices = readFileSync(join(resources, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    expect(notices).toBe(extractFile(archive, 'dist/renderer/third-party-notices.txt').toString());
    const names = [
      // Packages outside the bundle.
      'better-sqlite3',
      'sqlite-vec',
      'sqlite-vec-linux-x64',
      '@node-llama-cpp/linux-x64',
      'all-MiniLM-L6-v2',
      'multilingual-e5-small',
      // Packages bundled into the page (scripts, styles, fonts), the main side, or both.
      'react-dom',
      '@mantine/core',
      '@fontsource-variable/inter',
      'hono',
      'openai',
      'zod',
    ];
    for (const name of names) expect(notices).toMatch(new RegExp(`^${name} \\S+\nLicence: `, 'm'));
    expect(notices).toContain('SIL OPEN FONT LICENSE');
    expect(notices).toContain('WordNet 3.0 Copyright 2006');
    // Build tools are not in it.
    for (const name of ['vite', 'electron-builder', 'vitest'])
      expect(notices).not.toMatch(new RegExp(`^${name} `, 'm'));
    expect(listPackage(archive, { isPack: false }).filter((path) => path.includes('.vite'))).toEqual([]);
  });

  it('has closed every door of Electron that Tutee does not need', async () => {
    const wire = await getCurrentFuseWire(join(work, 'out', 'linux-unpacked', 'tutee'));
    const open = Object.values(FuseV1Options)
      .filter((fuse) => typeof fuse === 'number')
      .filter((fuse) => wire[fuse] !== FuseState.DISABLE);
    expect(open).toEqual([
      FuseV1Options.EnableCookieEncryption,
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.OnlyLoadAppFromAsar,
    ]);
  });

  it('keeps native files beside the archive, for this platform only', () => {
    const unpacked = join(resources, 'app.asar.unpacked', 'node_modules');
    expect(readdirSync(join(unpacked, 'better-sqlite3', 'prebuilds'))).toEqual(['linux-x64.node']);
    expect(existsSync(join(unpacked, 'sqlite-vec-linux-x64', 'vec0.so'))).toBe(true);
    expect(readdirSync(join(unpacked, '@node-llama-cpp'))).toEqual(['linux-x64']);
  });

  it('starts, and finds better-sqlite3 and vec0 beside the archive', async () => {
    const installed = layOutLikeElectron();
    const { code, lines } = await startAndEnd(join(installed, 'app.asar', 'dist', 'main', 'web.js'));
    expect(lines).toContainEqual(expect.stringContaining('Tutee is ready at'));
    expect(code).toBe(0);
  });

  it.each(['.', 'chunks'])(
    'finds the embedders inside from dist/main/%s, and runs the best',
    async (folder) => {
      const from = join(layOutLikeElectron(), 'app.asar', 'dist', 'main', folder);
      expect(quickEmbedder(from).key).toBe(staticEmbedderKey);
      const best = bestEmbedder(workerEntry('embedder-worker', from), from);
      const [vector] = (await best?.embed(['My car is in the garage.'])) ?? [];
      expect(vector).toHaveLength(best?.dimensions ?? 0);
      await best?.close();
    },
  );

  it('does not start when vec0 is missing there, so the test above did prove something', async () => {
    const installed = layOutLikeElectron();
    rmSync(join(installed, 'app.asar.unpacked', 'node_modules', 'sqlite-vec-linux-x64', 'vec0.so'));
    const { code, lines } = await startAndEnd(join(installed, 'app.asar', 'dist', 'main', 'web.js'));
    expect(lines.join('\n')).not.toContain('Tutee is ready');
    expect(code).not.toBe(0);
  });
});

/** The files of an Electron distribution that electron-builder uses. */
function standInElectron(): string {
  const folder = join(work, 'electron');
  for (const name of ['resources', 'locales']) mkdirSync(join(folder, name), { recursive: true });
  // With Electron's default fuses: a sentinel, then version, number, and one character each.
  const fuses = Buffer.from([1, 8, ...Buffer.from('11111111')]);
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from(`#!/bin/sh\n${SENTINEL}`), fuses]), {
    mode: 0o755,
  });
  writeFileSync(join(folder, 'version'), electronVersion);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', join('locales', 'en-US.pak')])
    writeFileSync(join(folder, name), '');
  return folder;
}

async function pack(electronDist: string): Promise<void> {
  const cli = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const settings = [`-c.electronDist=${electronDist}`, `-c.directories.output=${join(work, 'out')}`];
  const args = [
    cli,
    '--config',
    'electron-builder.yml',
    '--publish',
    'never',
    '--linux',
    '--x64',
    '--dir',
    ...settings,
  ];
  await promisify(execFile)(process.execPath, args, { cwd: root });
}

/**
 * Electron shows the archive to JavaScript as a folder named app.asar. Node does not, so the archive is extracted to one.
 * vec0 is removed from it: only a path rewritten to app.asar.unpacked finds the library.
 */
function layOutLikeElectron(): string {
  const folder = join(work, 'installed');
  rmSync(folder, { recursive: true, force: true });
  extractAll(archive, join(folder, 'app.asar'));
  cpSync(join(resources, 'app.asar.unpacked'), join(folder, 'app.asar.unpacked'), { recursive: true });
  rmSync(join(folder, 'app.asar', 'node_modules', 'sqlite-vec-linux-x64', 'vec0.so'));
  return folder;
}

/** Runs the browser shell of the packaged bundle until it is ready or has exited. */
async function startAndEnd(entry: string): Promise<{ code: number | null; lines: string[] }> {
  const child = spawn(process.execPath, [entry, '--no-open', '--data-dir', join(work, 'data')], {
    env: { PATH: process.env['PATH'] ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const read = (line: string) => {
    lines.push(line);
    if (line.startsWith('Tutee is ready')) child.kill('SIGTERM');
  };
  createInterface({ input: child.stdout }).on('line', read);
  createInterface({ input: child.stderr }).on('line', read);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, lines };
}
