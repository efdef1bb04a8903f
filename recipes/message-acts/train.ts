/**
 * `nice node recipes/message-acts/train.ts`: trains the weights of the classifier of acts on all labelled messages and writes them, and the
 * frames by which content is told from the words around it, to assets/acts/. The same sentences give the same bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { acts } from '../../src-main/teachability/capture/understand/acts/act.ts';
import { examplesOf } from './examples.ts';
import { trained } from './head.ts';
import { framedMessages, knownFrames, writtenMessages } from './labelled-messages.ts';

const folder = join(import.meta.dirname, '..', '..', 'assets', 'acts');

/** One float32 a label by which its weights are scaled, then one int8 a row and label. */
function quantised(weights: Float32Array, count: number): Buffer {
  const most = new Float64Array(count);
  for (const [at, weight] of weights.entries()) most[at % count] = Math.max(most[at % count] ?? 0, Math.abs(weight));
  const scales = Float32Array.from(most, (max) => max / 127);
  const small = Int8Array.from(weights, (weight, at) => Math.round(weight / (scales[at % count] || 1)));
  return Buffer.concat([Buffer.from(scales.buffer), Buffer.from(small.buffer)]);
}

const examples = examplesOf([...writtenMessages(), ...framedMessages()]);
mkdirSync(folder, { recursive: true });
const ofActs = examples.map(({ features, act }) => ({ features, label: act }));
writeFileSync(join(folder, 'acts-int8.bin'), quantised(trained(ofActs, acts.length), acts.length));
const ofTongues = examples.map(({ features, message }) => ({ features, label: message.lang === 'en' ? 1 : 0 }));
writeFileSync(join(folder, 'english-int8.bin'), quantised(trained(ofTongues, 2), 2));
writeFileSync(join(folder, 'frames.json'), `${JSON.stringify(knownFrames())}\n`);
process.stdout.write(`${examples.length} pieces\n`);
