/**
 * `npm run bench -- <name> [--data DIR] [--json FILE] [--n 1000,10000] [--peers] [--model] [--embedder NAME]`: runs one measurement
 * through the product's own code with a new user's settings, prints a table and, on request, the same figures as JSON.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Embedder } from '#shared/models/embedder.ts';
import { ablation } from './ablation.ts';
import { beam } from './beam.ts';
import { BenchUsageError } from './bench.ts';
import type { Bench } from './bench.ts';
import { capture } from './capture.ts';
import { chatSearch } from './chat-search.ts';
import { embedderNamed, measureWith } from './embedder-choice.ts';
import { ListedVectors } from './listed-vectors.ts';
import { engine } from './engine.ts';
import { everyday } from './everyday.ts';
import { locomo } from './locomo.ts';
import { longMessages } from './long-messages.ts';
import { memoryPage } from './memory-page.ts';
import { pairs } from './pairs.ts';
import { precision } from './precision.ts';
import { prefeval } from './prefeval.ts';
import { prefix } from './prefix.ts';
import { reportOf, table } from './report.ts';
import { responsiveness } from './responsiveness.ts';
import { speed } from './speed.ts';
import { start } from './start.ts';
import { turn } from './turn.ts';

const benches: readonly Bench[] = [
  locomo,
  prefeval,
  prefix,
  beam,
  capture,
  everyday,
  speed,
  turn,
  engine,
  start,
  responsiveness,
  longMessages,
  memoryPage,
  chatSearch,
  pairs,
  precision,
  ablation,
];
const usualData = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

async function main(args: readonly string[]): Promise<void> {
  const { bench, dataDir, json, sizes, peers, weakModels, embedder } = readArguments(args);
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
  readonly embedder: Embedder;
}

function readArguments(args: readonly string[]): BenchArguments {
  const { values, positionals } = parsed(args);
  const bench = benches.find(({ name }) => name === positionals[0]);
  if (bench === undefined || positionals.length > 1) {
    const names = benches.map(({ name }) => name).join(', ');
    throw new BenchUsageError(`Name one bench: ${names}. Such as: npm run bench -- locomo`);
  }
  return {
    bench,
    dataDir: dataDirOf(bench, values.data),
    json: values.json,
    sizes: sizesOf(values.n),
    peers: values.peers,
    weakModels: values.model,
    embedder: embedderNamed(values.embedder),
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
