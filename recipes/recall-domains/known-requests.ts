/**
 * `nice node recipes/recall-domains/known-requests.ts`: writes the vectors of requests whose kind is known (sentences/kinds-of-request.txt)
 * among the sources of the app, so that it need not embed them at every start. The same sentences and embedder give the same bytes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bestEmbedder } from '../../src-main/models/embedders/bundled-embedders.ts';
import { workerEntry } from '../../src-main/composition/worker-entry.ts';

const KINDS = ['general', 'personal'] as const;

const lines = readFileSync(join(import.meta.dirname, 'sentences/kinds-of-request.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(' | '));
const embedder = bestEmbedder(workerEntry('embedder-worker'));
if (embedder === null) throw new Error('The files of the embedder are not there.');
const texts = KINDS.map((kind) => lines.filter(([of]) => of === kind).map(([, text = '']) => text));
const unknown = lines.find(([kind = '']) => !KINDS.some((known) => known === kind));
if (unknown !== undefined) throw new Error(`No kind of request: ${unknown.join(' | ')}`);
const vectors = await embedder.embed(texts.flat());
await embedder.close();

/** Of length one up to a scale, so 8 bits for each part are enough. */
function quantised(vector: Float32Array): Int8Array {
  const most = vector.reduce((max, part) => Math.max(max, Math.abs(part)), 0);
  return Int8Array.from(vector, (part) => Math.round((part * 127) / most));
}

writeFileSync(
  join(import.meta.dirname, '../../src-main/teachability/recall/request/learned/request-vectors.ts'),
  `// Made by recipes/recall-domains/known-requests.ts.
/** The vectors are of this embedder, Embedder.key. */
export const requestEmbedder = '${embedder.key}';
export const requestDimensions = ${embedder.dimensions};
/** How many there are of each kind, in this order. */
export const requestCounts = { ${KINDS.map((kind, at) => `${kind}: ${texts[at]?.length ?? 0}`).join(', ')} };
export const requestVectors =
  '${Buffer.concat(vectors.map((vector) => Buffer.from(quantised(vector).buffer))).toString('base64')}';
`,
);
process.stdout.write(`${vectors.length} requests\n`);
