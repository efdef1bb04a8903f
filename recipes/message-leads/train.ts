/**
 * `nice node recipes/message-leads/train.ts`: trains the weights of the classifier of leads and writes them among the sources of the app. The
 * same sentences give the same bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { leads } from '../../src-main/teachability/capture/understand/leads/lead.ts';
import { trained } from '../message-acts/head.ts';
import { examples } from './examples.ts';

const folder = join(import.meta.dirname, '../../src-main/teachability/capture/understand/leads/learned');

const all = examples();
const count = leads.length;
const weights = trained(all, count);
const most = new Float64Array(count);
for (const [at, weight] of weights.entries())
  most[at % count] = Math.max(most[at % count] ?? 0, Math.abs(weight));
const scales = Float32Array.from(most, (max) => max / 127);
const small = Int8Array.from(weights, (weight, at) => Math.round(weight / (scales[at % count] || 1)));
const bytes = Buffer.concat([Buffer.from(scales.buffer), Buffer.from(small.buffer)]);
mkdirSync(folder, { recursive: true });
writeFileSync(
  join(folder, 'lead-weights.ts'),
  `// Made by recipes/message-leads/train.ts.\nexport const leadWeights =\n  '${bytes.toString('base64')}';\n`,
);
process.stdout.write(`${all.length} sentences\n`);
