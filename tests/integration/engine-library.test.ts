/** The engine as another program gets it: packed, installed, type-checked and run there. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { buildEngine } from '../../scripts/build-engine.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
/** Without the scripts: they would build what was just built. */
const packing = ['pack', '--dry-run', '--json', '--ignore-scripts'];

async function packedFiles(): Promise<string[]> {
  const { stdout } = await run('npm', packing, { cwd: root, shell: process.platform === 'win32' });
  const schema = z.array(z.object({ files: z.array(z.object({ path: z.string() })) }));
  return schema.parse(JSON.parse(stdout)).flatMap(({ files }) => files.map(({ path }) => path));
}

it('installs, type-checks in a strict project of its own and runs', { timeout: 120_000 }, async () => {
  await buildEngine();
  const folder = temporaryFolder();
  const files = await packedFiles();
  // npm packs the app's entry whatever `files` says, when it happens to be built.
  const expected = /^(dist\/engine\/|docs\/engine\.md$|dist\/main\/main\.js$|[^/]+$)/;
  expect(files.filter((path) => !expected.test(path))).toEqual([]);
  for (const path of files) {
    const target = join(folder, 'node_modules', 'tutee', path);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(root, path), target);
  }
  symlinkSync(join(root, 'node_modules', 'zod'), join(folder, 'node_modules', 'zod'), 'junction');
  const examples = join(root, 'tests', 'examples');
  for (const file of readdirSync(examples).filter((name) => !name.endsWith('.test.ts'))) {
    cpSync(join(examples, file), join(folder, file));
  }
  symlinkSync(join(root, 'node_modules', '@types'), join(folder, 'node_modules', '@types'), 'junction');
  const compilerOptions = {
    strict: true,
    noEmit: true,
    module: 'nodenext',
    target: 'es2024',
    lib: ['es2024', 'dom', 'dom.iterable'],
    types: ['node'],
    allowImportingTsExtensions: true,
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  await run(process.execPath, [compiler, '-p', folder]).catch((thrown: { stdout?: string }) => {
    throw new Error(thrown.stdout ?? 'The compiler failed.');
  });
  const { stdout } = await run(process.execPath, [join(folder, 'tools.ts')]);
  expect(stdout).toContain('It is 21 degrees in Ulm');
  // Classes and errors of the library are those that a program sees.
  expect((await run(process.execPath, [join(folder, 'components.ts')])).stdout).toContain(
    'judge (TextMessage)',
  );
});
