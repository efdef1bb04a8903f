/**
 * Bundles of the threads and processes that tests start: Node takes a second of the processor to load the hundreds of source files of
 * each, and a third of that for a bundle. vitest.config.ts puts this file in the place of src-main/composition/worker-entry.ts.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { workerEntry as entryBeside } from '../../src-main/composition/worker-entry.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, '.cache', 'test-bundles');

// Of each thread, and of the process that a model runs in.
const threads = readdirSync(join(root, 'src-main'))
  .filter((file) => /^(.+-)?worker\.ts$|^model-process\.ts$/.test(file))
  .map((file) => file.replace('.ts', ''));
const children = [
  'changing',
  'durable-run',
  'forgetting',
  'importing',
  'living',
  'purging',
  'reading',
  'running',
  'teaching',
] as const;

/** Before the first test (vitest's globalSetup). */
export async function setup(): Promise<void> {
  const external = ['electron', 'better-sqlite3', 'sqlite-vec', 'vitest', 'fast-check'];
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external },
    build: {
      ssr: true,
      outDir: folder,
      // Another run may be reading them.
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input: {
          ...Object.fromEntries(threads.map((name) => [name, `src-main/${name}.ts`])),
          ...Object.fromEntries(
            children.map((name) => [`${name}-child`, `tests/support/processes/${name}-child.ts`]),
          ),
          'tutee-child': 'tests/storm/tutee-child.ts',
        },
        external,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
      },
    },
  });
}

/** The file to start for a process of tests/support/processes, or for Tutee in a storm. */
export function childEntry(name: (typeof children)[number] | 'tutee'): string {
  return join(folder, `${name}-child.js`);
}

export function workerEntry(name?: Parameters<typeof entryBeside>[0], from = folder): string {
  return entryBeside(name, from);
}
