/** `node recipes/message-language/measure.ts`: how many sentences of each language are told right, over five folds by author. */
import { createHash } from 'node:crypto';
import { latinLanguages } from '../../src-main/teachability/recall/request/latin-language.ts';
import { likeliest, probabilities, trained } from '../message-acts/head.ts';
import { examples } from './examples.ts';

const FOLDS = 5;
const all = examples();
const foldOf = (group: string) => (createHash('sha256').update(group).digest()[0] ?? 0) % FOLDS;
const tally = latinLanguages.map(() => ({ all: 0, right: 0 }));

for (let fold = 0; fold < FOLDS; fold += 1) {
  const known = all.filter(({ group }) => foldOf(group) !== fold);
  const weights = trained(known, latinLanguages.length);
  for (const { group, features, label } of all) {
    const counts = tally[label];
    if (foldOf(group) !== fold || counts === undefined) continue;
    counts.all += 1;
    counts.right += Number(likeliest(probabilities(weights, features, latinLanguages.length)) === label);
  }
}
for (const [label, counts] of tally.entries())
  process.stdout.write(
    `${latinLanguages[label] ?? ''}: ${(counts.right / counts.all).toFixed(3)} of ${counts.all}\n`,
  );
