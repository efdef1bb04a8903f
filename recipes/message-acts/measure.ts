/**
 * `node recipes/message-acts/measure.ts [--confusions]`: how often the act of a piece is right, over five folds of the written sentences.
 * Groups are never split between training and test; messages from frames are trained on, and tested on frames left out.
 */
import { createHash } from 'node:crypto';
import { acts } from '../../src-main/teachability/capture/understand/acts/act.ts';
import { examplesOf } from './examples.ts';
import type { Example } from './examples.ts';
import { likeliest, probabilities, trained } from './head.ts';
import { framedMessages, writtenMessages } from './labelled-messages.ts';

const FOLDS = 5;

const written = examplesOf(writtenMessages());
const framed = examplesOf(framedMessages());
const tally = new Map<string, { right: number; all: number }>();
const confusions = new Map<string, number>();

function count(name: string, right: boolean): void {
  const { right: before, all } = tally.get(name) ?? { right: 0, all: 0 };
  tally.set(name, { right: before + (right ? 1 : 0), all: all + 1 });
}

function foldOf({ message: { group } }: Example): number {
  return (createHash('sha256').update(group).digest()[0] ?? 0) % FOLDS;
}

for (let fold = 0; fold < FOLDS; fold += 1) {
  const all = [...written, ...framed];
  const weights = trained(
    all.filter((one) => foldOf(one) !== fold).map(({ features, act }) => ({ features, label: act })),
    acts.length,
  );
  for (const example of all.filter((one) => foldOf(one) === fold)) {
    const found = likeliest(probabilities(weights, example.features, acts.length));
    const right = found === example.act;
    const { source, lang } = example.message;
    count(`${source}s`, right);
    if (source !== 'sentence') continue;
    count(`act ${acts[example.act] ?? ''}`, right);
    count(`language ${lang}`, right);
    const pair = `${acts[example.act] ?? ''} taken for ${acts[found] ?? ''}`;
    if (!right) confusions.set(pair, (confusions.get(pair) ?? 0) + 1);
  }
}
for (const [name, { right, all }] of [...tally].sort(([one], [other]) => one.localeCompare(other)))
  process.stdout.write(`${name.padEnd(24)} ${(right / all).toFixed(3)} of ${all}\n`);
if (process.argv.includes('--confusions'))
  for (const [pair, times] of [...confusions].sort(([, one], [, other]) => other - one).slice(0, 30))
    process.stdout.write(`${times} ${pair}\n`);
