/**
 * `nice node recipes/memory-pairs/train.ts`: trains the head of relations on all pairs and writes its weights, and the directions of meaning
 * that it looks along, among the sources of the app. The same pairs give the same bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Directions } from '../../src-main/teachability/capture/decide/relation/directions.ts';
import { HIDDEN } from '../../src-main/teachability/capture/decide/relation/relation-head.ts';
import { trained } from './head.ts';
import type { Network } from './head.ts';
import { allBlocks, allPairs, examplesOf, vectorsOf } from './pairs.ts';
import { principal } from './principal.ts';

const folder = join(import.meta.dirname, '../../src-main/teachability/capture/decide/relation/learned');

/** In the form that RelationHead reads. */
function quantised({ first, second }: Network): Buffer {
  const most = new Float64Array(HIDDEN);
  for (const [at, weight] of first.entries())
    most[at % HIDDEN] = Math.max(most[at % HIDDEN] ?? 0, Math.abs(weight));
  const scales = Float32Array.from(most, (max) => max / 127);
  const small = Int8Array.from(first, (weight, at) => Math.round(weight / (scales[at % HIDDEN] || 1)));
  return Buffer.concat([Buffer.from(scales.buffer), Buffer.from(second.buffer), Buffer.from(small.buffer)]);
}

function write(file: string, name: string, content: Buffer): void {
  const header = '// Made by recipes/memory-pairs/train.ts.';
  writeFileSync(
    join(folder, file),
    `${header}\nexport const ${name} =\n  '${content.toString('base64')}';\n`,
  );
}

const blocks = allBlocks();
const vectorOf = await vectorsOf(blocks);
const rows = principal(blocks.map(({ memory }) => vectorOf(memory)));
const examples = examplesOf(allPairs(blocks, vectorOf), vectorOf, new Directions(rows));
mkdirSync(folder, { recursive: true });
write('relation-weights.ts', 'relationWeights', quantised(trained(examples)));
write('meaning-directions.ts', 'meaningDirections', Buffer.from(rows.buffer));
process.stdout.write(`${examples.length / 2} pairs\n`);
