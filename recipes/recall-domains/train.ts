/**
 * `nice node recipes/recall-domains/train.ts`: trains, for each domain, one head for requests and one for statements, and writes them among
 * the sources of the app. The same sentences and the same embedder give the same bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bestEmbedder } from '../../src-main/models/embedders/bundled-embedders.ts';
import { workerEntry } from '../../src-main/composition/worker-entry.ts';
import { examplesIn } from './examples.ts';
import type { Example } from './examples.ts';
import { trainedHead } from './head.ts';
import type { Head } from './head.ts';

const folder = join(import.meta.dirname, '../../src-main/teachability/recall/domains/learned');
const embedder = bestEmbedder(workerEntry('embedder-worker'));
if (embedder === null) throw new Error('The files of the embedder are not there.');

const requests = examplesIn('requests');
const statements = examplesIn('statements');
const names = [...new Set([...requests, ...statements].flatMap(({ domains }) => domains))].sort();

/** A scale and a bias (float32), then the weights (int8). */
function quantised({ weights, bias }: Head): Buffer {
  const scale = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / 127;
  const small = Int8Array.from(weights, (weight) => Math.round(weight / scale));
  return Buffer.concat([Buffer.from(Float32Array.of(scale, bias).buffer), Buffer.from(small.buffer)]);
}

async function headsOf(examples: readonly Example[]): Promise<Buffer> {
  const vectors = (await embedder?.embed(examples.map(({ text }) => text))) ?? [];
  const heads = names.map((name) =>
    quantised(
      trainedHead(
        vectors,
        examples.map(({ domains }) => domains.includes(name)),
      ),
    ),
  );
  return Buffer.concat(heads);
}

const weights = Buffer.concat([await headsOf(requests), await headsOf(statements)]).toString('base64');
await embedder.close();
mkdirSync(folder, { recursive: true });
writeFileSync(
  join(folder, 'domain-weights.ts'),
  `// Made by recipes/recall-domains/train.ts.
/** The vectors these weights are for, Embedder.key. */
export const domainEmbedder = '${embedder.key}';
export const domainDimensions = ${embedder.dimensions};
export const domainNames = ${JSON.stringify(names.join(' ')).replaceAll('"', "'")}.split(' ');
export const domainWeights =
  '${weights}';
`,
);
process.stdout.write(
  `${names.length} domains, ${requests.length} requests, ${statements.length} statements\n`,
);
