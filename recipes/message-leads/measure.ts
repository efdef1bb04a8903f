/** `node recipes/message-leads/measure.ts [--faults]`: how often a lead is right, over five folds of the sentences written for it. */
import { createHash } from 'node:crypto';
import { leads } from '../../src-main/teachability/capture/understand/leads/lead.ts';
import { likeliest, probabilities, trained } from '../message-acts/head.ts';
import { examples } from './examples.ts';
import type { Example } from './examples.ts';

const FOLDS = 5;
const all = examples();
const tally = new Map<string, { right: number; all: number }>();

function count(name: string, right: boolean): void {
  const before = tally.get(name) ?? { right: 0, all: 0 };
  tally.set(name, { right: before.right + (right ? 1 : 0), all: before.all + 1 });
}

function foldOf({ text }: Example): number {
  return (createHash('sha256').update(text).digest()[0] ?? 0) % FOLDS;
}

for (let fold = 0; fold < FOLDS; fold += 1) {
  const weights = trained(
    all.filter((one) => foldOf(one) !== fold),
    leads.length,
  );
  for (const one of all.filter((example) => foldOf(example) === fold)) {
    const scores = probabilities(weights, one.features, leads.length);
    const right = likeliest(scores) === one.label;
    if (!one.written) {
      count('of ../message-acts', right);
      continue;
    }
    count('all', right);
    count(`lead ${leads[one.label] ?? ''}`, right);
    count(`language ${one.lang}`, right);
    if (!right && process.argv.includes('--faults'))
      process.stdout.write(
        `${one.lang} ${leads[one.label] ?? ''}: ${one.text} ${[...scores].map((score) => score.toFixed(2)).join(' ')}\n`,
      );
  }
}
for (const [name, { right, all: size }] of [...tally].sort(([one], [other]) => one.localeCompare(other)))
  process.stdout.write(`${name.padEnd(24)} ${(right / size).toFixed(3)} of ${size}\n`);
