/**
 * `npm run bench -- <name> [--data DIR] [--json FILE] [--n 1000,10000] [--peers] [--model] [--embedder NAME]`: runs one measurement
 * through the product's own code with a new user's settings, prints a table and, on request, the same figures as JSON.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { BenchUsageError } from './bench.ts';
import type { Bench } from './bench.ts';
import { reportOf, table } from './report.ts';

/** By name, each in the file of that name in memory/ or speed/. Only the one asked for is loaded, with what it measures. */
const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  locomo: async () => (await import('./memory/locomo.ts')).locomo,
  prefeval: async () => (await import('./memory/prefeval.ts')).prefeval,
  prefix: async () => (await import('./speed/prefix.ts')).prefix,
  beam: async () => (await import('./memory/beam.ts')).beam,
  acts: async () => (await import('./memory/acts.ts')).acts,
  capture: async () => (await import('./memory/capture.ts')).capture,
  everyday: async () => (await import('./memory/everyday.ts')).everyday,
  speed: async () => (await import('./speed/speed.ts')).speed,
  turn: async () => (await import('./speed/turn.ts')).turn,
  engine: async () => (await import('./speed/engine.ts')).engine,
  start: async () => (await import('./speed/start.ts')).start,
  responsiveness: async () => (await import('./speed/responsiveness.ts')).responsiveness,
  'long-messages': async () => (await import('./speed/long-messages.ts')).longMessages,
  'memory-page': async () => (await import('./speed/memory-page.ts')).memoryPage,
  'chat-search': async () => (await import('./speed/chat-search.ts')).chatSearch,
  pairs: async () => (await import('./memory/pairs.ts')).pairs,
  pasted: async () => (await import('./memory/pasted.ts')).pasted,
  precision: async () => (await import('./memory/precision.ts')).precision,
  knowledge: async () => (await import('./speed/knowledge.ts')).knowledge,
  ablation: async () => (await import('./memory/ablation.ts')).ablation,
};
const usualData = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

async function main(args: readonly string[]): Promise<void> {
  const { bench, dataDir, json, sizes, peers, weakModels, embedderName } = await readArguments(args);
  const { embedderNamed, measureWith } = await import('./embedder-choice.ts');
  const { ListedVectors } = await import('./listed-vectors.ts');
  const embedder = embedderNamed(embedderName);
  measureWith(embedder);
  // One that cannot run here would leave recall to words, without a sign of it in the figures.
  if (!(embedder instanceof ListedVectors))
    await embedder.embed(['Does it run, und in einer anderen Sprache?']);
  const progress = (line: string) => void process.stderr.write(`${bench.name}: ${line}\n`);
  const report = reportOf(bench.name, await bench.run({ dataDir, sizes, peers, weakModels, progress }));
  if (embedder instanceof ListedVectors && embedder.missing > 0) {
    throw new BenchUsageError(`${embedder.missing} texts have no vector; they were added to missing.jsonl.`);
  }
  process.stdout.write(`${table(report)}\n`);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`);
}

interface BenchArguments {
  readonly bench: Bench;
  readonly dataDir: string | null;
  readonly json: string | undefined;
  readonly sizes: readonly number[];
  readonly peers: boolean;
  readonly weakModels: boolean;
  readonly embedderName: string;
}

async function readArguments(args: readonly string[]): Promise<BenchArguments> {
  const { values, positionals } = parsed(args);
  const [name = ''] = positionals;
  const load = Object.hasOwn(benches, name) ? benches[name] : undefined;
  if (load === undefined || positionals.length > 1) {
    const names = Object.keys(benches).join(', ');
    throw new BenchUsageError(`Name one bench: ${names}. Such as: npm run bench -- locomo`);
  }
  const sizes = sizesOf(values.n);
  const bench = await load();
  return {
    bench,
    dataDir: dataDirOf(bench, values.data),
    json: values.json,
    sizes,
    peers: values.peers,
    weakModels: values.model,
    embedderName: values.embedder,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        json: { type: 'string' },
        n: { type: 'string' },
        peers: { type: 'boolean', default: false },
        model: { type: 'boolean', default: false },
        embedder: { type: 'string', default: 'inside' },
      },
    });
  } catch (thrown) {
    throw new BenchUsageError(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function dataDirOf(bench: Bench, given: string | undefined): string | null {
  if (bench.dataSet === null) return null;
  const dataDir = given === undefined ? resolve(usualData, bench.dataSet) : resolve(given);
  if (existsSync(dataDir)) return dataDir;
  throw new BenchUsageError(
    `The data of ${bench.name} is not at ${dataDir}. Give its folder: npm run bench -- ${bench.name} --data DIR`,
  );
}

function sizesOf(given: string | undefined): number[] {
  if (given === undefined) return [];
  const sizes = given.split(',').map(Number);
  if (sizes.every((size) => Number.isInteger(size) && size > 0)) return sizes;
  throw new BenchUsageError('--n takes whole numbers with commas between them, such as --n 1000,10000.');
}

try {
  await main(process.argv.slice(2));
} catch (thrown) {
  if (!(thrown instanceof BenchUsageError)) throw thrown;
  process.stderr.write(`${thrown.message}\n`);
  process.exitCode = 2;
}
