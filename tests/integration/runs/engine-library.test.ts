/** Packs the engine, installs it in another project, type-checks and runs it there. */
import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { buildEngine } from '../../../scripts/build-engine.ts';
import { snippetsAsProgram } from '../../support/snippets.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const run = promisify(execFile);
/** Ignores scripts, which would build again. */
const packing = ['pack', '--dry-run', '--json', '--ignore-scripts'];

/** What npm reads to choose the files of a package; of all others only the names count. */
const decisive = /^(package\.json|\.(npm|git)ignore)$/;
/** What npm never packs. */
const neverPacked = new Set(['node_modules', '.git', '.cache', 'test-results']);

/** Copies a folder with empty files: npm compresses all that it packs, also in a dry run, and the embedders take 20 s of that. */
function copyNames(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (neverPacked.has(entry.name)) continue;
    if (entry.isDirectory()) copyNames(source, target);
    else if (decisive.test(entry.name)) cpSync(source, target);
    else writeFileSync(target, '');
  }
}

async function packedFiles(from: string): Promise<string[]> {
  const names = temporaryFolder();
  copyNames(from, names);
  const { stdout } = await run('npm', packing, { cwd: names, shell: process.platform === 'win32' });
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

/** This Node, and the one that npm was started with: where that is Node 20, the lowest that `engines` names is tried too. */
const nodes = [...new Set([process.execPath, process.env['npm_node_execpath'] ?? process.execPath])];

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
/** Runs the compiled examples that its arguments name, one after the other. */
const runningAll = `
  for (const url of process.argv.slice(2)) {
    const { main } = await import(url);
    await main();
  }
`;

const requiring = `
  const { AssistantAgent, ScriptedChatModel } = require('tutee/engine');
  const agent = new AssistantAgent({ name: 'a', modelClient: new ScriptedChatModel(['Hello.']) });
  agent.run('Hi').then(({ messages }) => console.log(messages.at(-1).content));
`;
const watchedSchema = z.object({ loaded: z.array(z.string()), said: z.string() });

beforeAll(() => buildEngine(), 300_000);

describe.each([
  [
    'from the project',
    root,
    /^(dist\/(engine|memory)\/|assets\/embedder\/|docs\/(engine|memory-library)\.md$|dist\/main\/main\.js$|[^/]+$)/,
  ],
  [
    'by itself',
    join(root, 'dist', 'engine'),
    /^(package\.json|(index|code-worker)\.js|interpreters\/javascript\.wasm|(chunks|types)\/.+)$/,
  ],
])('the engine packed %s', (_, from, expected) => {
  it(
    'loads nothing but itself, zod and Node: nothing native, no database',
    { timeout: 180_000 },
    async () => {
      const { folder, files } = await installed(from);
      // npm always packs the entry in `main`, if it is built.
      expect(files.filter((path) => !expected.test(path))).toEqual([]);
      // The model that compares memories by meaning belongs to `tutee/memory`; the interpreter is loaded with the first code that is run.
      const beyond = files.filter(
        (path) => !/^assets\/embedder\/|interpreters\/javascript\.wasm$/.test(path),
      );
      expect(beyond.filter((path) => /\.(node|wasm|bin|map)$/.test(path))).toEqual([]);
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
    const files = readdirSync(examples).filter((name) => !name.endsWith('.test.ts'));
    for (const file of files) cpSync(join(examples, file), join(folder, file));
    writeFileSync(join(folder, 'all.js'), runningAll);
    writeFileSync(join(folder, 'required.cjs'), requiring);
    const guide = readFileSync(join(root, 'docs', 'engine.md'), 'utf8');
    writeFileSync(join(folder, 'guide.ts'), snippetsAsProgram(guide));
    for (const name of ['better-sqlite3', 'sqlite-vec', 'bindings', 'file-uri-to-path'].filter((one) =>
      existsSync(join(root, 'node_modules', one)),
    ))
      symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), 'junction');
    symlinkSync(join(root, 'node_modules', '@types'), join(folder, 'node_modules', '@types'), 'junction');
    const compilerOptions = {
      strict: true,
      outDir: 'compiled',
      rootDir: '.',
      rewriteRelativeImportExtensions: true,
      module: 'nodenext',
      target: 'es2023',
      lib: ['es2023', 'dom', 'dom.iterable'],
      types: ['node'],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
    const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    await run(process.execPath, [compiler, '-p', folder]).catch((thrown: { stdout?: string }) => {
      throw new Error(thrown.stdout ?? 'The compiler failed.');
    });
    const programs = files.filter((name) => name !== 'print-run.ts');
    const urls = programs.map(
      (name) => pathToFileURL(join(folder, 'compiled', name.replace(/ts$/, 'js'))).href,
    );
    for (const node of nodes) {
      // A program can use the library's classes and errors.
      const version = await run(node, ['--version']);
      // The database of `tutee/memory` needs Node 22.
      const isOld = /^v(1\d|2[01])\./.test(version.stdout);
      const { stdout } = await run(node, [
        join(folder, 'all.js'),
        ...urls.filter((url) => !isOld || !url.includes('teachable-across-runs')),
      ]);
      if (!isOld) expect(stdout).toContain('I know: subtract the deposit.');
      expect(stdout).toContain('It is 21 degrees in Ulm');
      expect(stdout).toContain('judge (TextMessage)');
      // No example is about a failure.
      expect(stdout).not.toContain('- failed');
      const { stdout: required } = await run(node, [join(folder, 'required.cjs')]);
      expect(required.trim()).toBe('Hello.');
    }
  },
);
