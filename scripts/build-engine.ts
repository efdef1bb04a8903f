/** Builds the libraries `tutee/engine` and `tutee/memory`: dist/engine, dist/memory and their types. npm runs it before packing. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { build } from 'vite';
import * as z from 'zod';
import { projectRoot } from './project.ts';

const entry = 'src-main/engine-library.d.ts';
const memoryEntry = 'src-main/memory-library.d.ts';
/** Where the compiler emits the declarations of each project. */
const declared = ['.cache/types/src-main', '.cache/types/shared'];

export async function buildEngine(logLevel: 'info' | 'warn' = 'warn'): Promise<void> {
  for (const name of ['engine', 'memory'])
    await build({ configFile: join(projectRoot, `vite.${name}.config.ts`), mode: 'production', logLevel });
  const compiler = join(projectRoot, 'node_modules', 'typescript', 'bin', 'tsc');
  execFileSync(process.execPath, [compiler, '-b', 'src-main'], { cwd: projectRoot, stdio: 'inherit' });
  const interpreters = join(projectRoot, 'dist', 'engine', 'interpreters');
  mkdirSync(interpreters, { recursive: true });
  copyFileSync(
    join(projectRoot, 'node_modules', 'quickjs-wasi', 'quickjs.wasm'),
    join(interpreters, 'javascript.wasm'),
  );
  copyTypes(entry, 'engine', new Set());
  copyTypes(memoryEntry, 'memory', new Set());
  writeManifest();
}

const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string(),
  author: z.string(),
  engines: z.record(z.string(), z.string()),
  peerDependencies: z.record(z.string(), z.string()),
});

/** dist/engine is a package of its own, for `npm pack ./dist/engine`: unlike the app, the engine needs no database. */
function writeManifest(): void {
  const read: unknown = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  const manifest = {
    ...manifestSchema.parse(read),
    description: 'The engine of Tutee: agents and teams of agents, with people in them.',
    private: true,
    type: 'module',
    exports: { './engine': { types: `./types/${entry}`, default: './index.js' } },
  };
  writeFileSync(
    join(projectRoot, 'dist', 'engine', 'package.json'),
    `${JSON.stringify(manifest, null, 2)}\n`,
  );
}

/** Copies a declaration file and all its imports, with `#shared` and `#main` imports rewritten as relative paths. */
function copyTypes(path: string, library: 'engine' | 'memory', done: Set<string>): void {
  if (done.has(path)) return;
  done.add(path);
  const text = readFileSync(sourceOf(path), 'utf8').replaceAll(
    /(['"])(#shared|#main|\.{1,2})\/([^'"]+)\.ts\1/g,
    (_, quote: string, root: string, rest: string) => {
      const target = `${placeOf(root, path)}/${rest}.d.ts`;
      copyTypes(posix.normalize(target), library, done);
      const relative = posix
        .relative(posix.dirname(path), posix.normalize(target))
        .replace(/\.d\.ts$/, '.js');
      return `${quote}${relative.startsWith('.') ? relative : `./${relative}`}${quote}`;
    },
  );
  const target = join(projectRoot, 'dist', library, 'types', path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text.replace(/^\/\/# sourceMappingURL=.*$/m, ''));
}

function placeOf(root: string, importer: string): string {
  if (root === '#shared') return 'shared';
  return root === '#main' ? 'src-main' : `${posix.dirname(importer)}/${root}`;
}

function sourceOf(path: string): string {
  const found = declared.map((folder) => join(projectRoot, folder, path)).find((file) => existsSync(file));
  if (found === undefined) throw new Error(`The compiler made no ${path}.`);
  return found;
}

if (import.meta.main) await buildEngine('info');
