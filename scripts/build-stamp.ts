/** Tells whether dist/ was built from the sources as they are now, so that a start builds only when it must. */
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
/** What a start needs; a build that was cut short lacks the stamp, a cleaned folder lacks these. */
const products = [
  'main/main.js',
  'main/web.js',
  'main/embedder-worker.js',
  'main/assets/embedder/minilm-static.bin',
  'main/assets/embedder/minilm-int8.bin',
  'main/assets/embedder/e5-int4.bin',
  'main/assets/embedder/transformer.wasm',
  'preload/preload.cjs',
  'renderer/index.html',
  'renderer/third-party-notices.txt',
  'THIRD-PARTY-NOTICES.txt',
];

/** A digest of the names and contents of everything that goes into dist/. Contents, because a checkout changes times. */
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

/** `digest` is of the sources as they were before the build: an edit during it makes the next start build again. */
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
