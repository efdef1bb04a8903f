/** Packs the engine, installs it in another project, type-checks and runs it there. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { buildEngine } from '../../scripts/build-engine.ts';
import { snippetsAsProgram } from '../support/snippets.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
/** Ignores scripts, which would build again. */
const packing = ['pack', '--dry-run', '--json', '--ignore-scripts'];

async function packedFiles(from: string): Promise<string[]> {
  const { stdout } = await run('npm', packing, { cwd: from, shell: process.platform === 'win32' });
  const schema = z.array(z.object({ files: z.array(z.object({ path: z.string() })) }));
  return schema.parse(JSON.parse(stdout)).flatMap(({ files }) => files.map(({ path }) => path));
}

/** An empty project with the contents of the package and zod only. */
async function installed(from: string): Promise<{ folder: string; files: string[] }> {
  const folder = temporaryFolder();
  const files = await packedFiles(from);
  for (const path of files) {
    const target = join(folder, 'node_modules', 'tutee', path);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(from, path), target);
  }
  symlinkSync(join(root, 'node_modules', 'zod'), join(folder, 'node_modules', 'zod'), 'junction');
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  return { folder, files };
}

/** The URLs of all modules that a program loads when it imports the engine and creates a team. */
const watching = `
  import { registerHooks } from 'node:module';
  const loaded = [];
  registerHooks({ resolve: (name, context, next) => {
    const found = next(name, context);
    loaded.push(found.url);
    return found;
  } });
  const { ScriptedChatModel, standardComponents } = await import('tutee/engine');
  const model = new ScriptedChatModel([{ reply: 'Hello.' }]);
  const agent = { provider: 'AssistantAgent', version: 1, config: { name: 'a', model: 'm' } };
  const { messages } = await standardComponents().load('participant', agent, { models: { m: model } }).run('Hi');
  console.log(JSON.stringify({ loaded, said: messages.at(-1).content }));
`;
const watchedSchema = z.object({ loaded: z.array(z.string()), said: z.string() });

beforeAll(() => buildEngine(), 300_000);

describe.each([
  ['from the project', root, /^(dist\/engine\/|docs\/engine\.md$|dist\/main\/main\.js$|[^/]+$)/],
  ['by itself', join(root, 'dist', 'engine'), /^(package\.json|index\.js|(chunks|types)\/.+)$/],
])('the engine packed %s', (_, from, expected) => {
  it(
    'loads nothing but itself, zod and Node: nothing native, no database',
    { timeout: 180_000 },
    async () => {
      const { folder, files } = await installed(from);
      // npm always packs the entry in `main`, if it is built.
      expect(files.filter((path) => !expected.test(path))).toEqual([]);
      expect(files.filter((path) => /\.(node|wasm|bin|map)$/.test(path))).toEqual([]);
      writeFileSync(join(folder, 'watching.js'), watching);
      const { stdout } = await run(process.execPath, [join(folder, 'watching.js')]);
      const { loaded, said } = watchedSchema.parse(JSON.parse(stdout));
      expect(said).toBe('Hello.');
      const packages = loaded.map((url) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? url);
      const foreign = packages.filter((name) => !/^(tutee$|zod$|node:)/.test(name));
      expect(foreign).toEqual([]);
      expect(packages).toContain('tutee');
    },
  );
});

it('the engine packed by itself needs zod and nothing else', () => {
  const read: unknown = JSON.parse(readFileSync(join(root, 'dist', 'engine', 'package.json'), 'utf8'));
  const whole = z.record(z.string(), z.json()).parse(read);
  expect(whole).not.toHaveProperty('dependencies');
  expect(Object.keys(z.record(z.string(), z.string()).parse(whole['peerDependencies']))).toEqual(['zod']);
});

it(
  'installs, type-checks in a strict project of its own, with every example and every piece of the guide, and runs',
  {
    timeout: 300_000,
  },
  async () => {
    const { folder } = await installed(root);
    const examples = join(root, 'tests', 'examples');
    for (const file of readdirSync(examples).filter((name) => !name.endsWith('.test.ts'))) {
      cpSync(join(examples, file), join(folder, file));
    }
    const guide = readFileSync(join(root, 'docs', 'engine.md'), 'utf8');
    writeFileSync(join(folder, 'guide.ts'), snippetsAsProgram(guide));
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
    const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    await run(process.execPath, [compiler, '-p', folder]).catch((thrown: { stdout?: string }) => {
      throw new Error(thrown.stdout ?? 'The compiler failed.');
    });
    const { stdout } = await run(process.execPath, [join(folder, 'tools.ts')]);
    expect(stdout).toContain('It is 21 degrees in Ulm');
    // A program can use the library's classes and errors.
    expect((await run(process.execPath, [join(folder, 'components.ts')])).stdout).toContain(
      'judge (TextMessage)',
    );
  },
);
