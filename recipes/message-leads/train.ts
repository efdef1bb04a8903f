/**
 * `nice node recipes/message-leads/train.ts`: trains the weights of the classifier of leads and writes them among the sources of the app. The
 * same sentences give the same bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { leads } from '../../src-main/teachability/capture/understand/leads/lead.ts';
import { quantised, trained } from '../message-acts/head.ts';
import { examples } from './examples.ts';

const folder = join(import.meta.dirname, '../../src-main/teachability/capture/understand/leads/learned');

const all = examples();
const count = leads.length;
const bytes = quantised(trained(all, count), count);
mkdirSync(folder, { recursive: true });
writeFileSync(
  join(folder, 'lead-weights.ts'),
  `// Made by recipes/message-leads/train.ts.\nexport const leadWeights =\n  '${bytes.toString('base64')}';\n`,
);
process.stdout.write(`${all.length} sentences\n`);
