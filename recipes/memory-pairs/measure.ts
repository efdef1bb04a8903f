/**
 * `node recipes/memory-pairs/measure.ts [--faults]`: how often the relation of a pair is right, over five folds of subjects, and over folds
 * of languages. A subject or a language is never split between training and test.
 */
import { createHash } from 'node:crypto';
import { relations } from '../../src-main/teachability/capture/decide/relation/relation.ts';
import { scored, trained } from './head.ts';
import { Directions } from '../../src-main/teachability/capture/decide/relation/directions.ts';
import { allBlocks, allPairs, examplesOf, vectorsOf } from './pairs.ts';
import { principal } from './principal.ts';
import type { Example } from './pairs.ts';

const FOLDS = 5;
/** From this on a relation counts as sure. */
const SURE = 0.8;

const blocks = allBlocks();
const vectorOf = await vectorsOf(blocks);
const directions = new Directions(principal(blocks.map(({ memory }) => vectorOf(memory))));
const examples = examplesOf(allPairs(blocks, vectorOf), vectorOf, directions);

function foldOf(name: string): number {
  return (createHash('sha256').update(name).digest()[0] ?? 0) % FOLDS;
}

for (const [name, groupOf] of [
  ['subjects of one language', ({ pair }: Example) => `${pair.lang} ${pair.subject}`],
  ['subjects', ({ pair }: Example) => pair.subject],
  ['languages', ({ pair }: Example) => pair.lang],
] as const) {
  if (process.argv[2] !== undefined && process.argv[2] !== name) continue;
  const tally = new Map<string, { right: number; all: number }>();
  const count = (key: string, right: boolean) => {
    const before = tally.get(key) ?? { right: 0, all: 0 };
    tally.set(key, { right: before.right + (right ? 1 : 0), all: before.all + 1 });
  };
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const network = trained(examples.filter((one) => foldOf(groupOf(one)) !== fold));
    for (const example of examples.filter((one) => foldOf(groupOf(one)) === fold)) {
      const scores = scored(network, example.features);
      const found = scores.indexOf(Math.max(...scores));
      const right = found === example.label;
      const { pair, meant } = example;
      count(`${meant ? 'with' : 'without'} meaning, ${pair.written ? 'written' : 'across'}`, right);
      if (!pair.written || !meant) continue;
      count(`language ${pair.lang}`, right);
      count(`relation ${pair.relation}`, right);
      const replaces = (scores[1] ?? 0) + (scores[2] ?? 0);
      if (pair.relation === 'other') count('other taken for a change', replaces >= SURE);
      if (pair.relation === 'newer' || pair.relation === 'ended')
        count('change that is sure', replaces >= SURE);
      if (pair.relation !== 'same') count('not the same taken for the same', (scores[0] ?? 0) >= SURE);
      if (pair.relation === 'same') count('same that is sure', (scores[0] ?? 0) >= SURE);
      if (!right && process.argv.includes('--faults'))
        process.stdout.write(
          `${pair.lang} ${pair.relation} taken for ${relations[found] ?? ''} ${(scores[found] ?? 0).toFixed(2)}: ${pair.old} / ${pair.now}\n`,
        );
    }
  }
  process.stdout.write(`folds of ${name}\n`);
  for (const [key, { right, all }] of [...tally].sort(([one], [other]) => one.localeCompare(other)))
    process.stdout.write(`  ${key.padEnd(40)} ${(right / all).toFixed(3)} of ${all}\n`);
}
