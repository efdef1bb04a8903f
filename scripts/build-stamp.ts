/** Tells whether dist/ is up to date with the sources, so that a start builds only when necessary. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project.ts';

const stampFile = join(projectRoot, 'dist', 'build-stamp');
const folders = ['assets', 'shared', 'src-main', 'src-renderer'];
const files = [
  'package-lock.json',
  'package.json',
  'scripts/third-party-notices.ts',
  'vite.config.ts',
  'vite.main.config.ts',
  'vite.preload.config.ts',
];
/** The files that a start needs. An interrupted build lacks the stamp, a cleaned folder lacks these. */
const products = [
  'main/main.js',
  'main/web.js',
  'main/embedder-worker.js',
  'main/attachment-worker.js',
  'main/code-worker.js',
  'main/interpreters/javascript.wasm',
  'main/interpreters/python.wasm',
  'main/assets/embedder/minilm-static.bin',
  'main/assets/embedder/minilm-int8.bin',
  'main/assets/embedder/e5-int4.bin',
  'main/assets/embedder/transformer.wasm',
  'preload/preload.cjs',
  'renderer/index.html',
  'renderer/third-party-notices.txt',
  'THIRD-PARTY-NOTICES.txt',
];

/** A digest of the names and contents of all sources of dist/. Not of their times, which a checkout changes. */
export function digestSources(): string {
  const hash = createHash('sha256');
  for (const file of files) add(hash, file);
  for (const folder of folders) {
    const names = readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(projectRoot.length + 1))
      .toSorted();
    for (const name of names) add(hash, name);
  }
  return hash.digest('hex');
}

export function isBuilt(digest: string): boolean {
  if (!products.every((name) => existsSync(join(projectRoot, 'dist', name)))) return false;
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === digest;
}

/** @param digest of the sources before the build, so that an edit during the build makes the next start build again. */
export function writeStamp(digest: string): void {
  mkdirSync(join(projectRoot, 'dist'), { recursive: true });
  writeFileSync(stampFile, digest);
}

function add(hash: ReturnType<typeof createHash>, file: string): void {
  hash
    .update(`${file}\0`)
    .update(readFileSync(join(projectRoot, file)))
    .update('\0');
}
