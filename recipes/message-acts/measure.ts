/**
 * `node recipes/message-acts/measure.ts [--languages] [--confusions]`: how often the act of a piece of the written sentences is right, by its
 * words alone and with its meaning, over five folds. Groups are never split between training and test; with `--languages` whole languages are
 * held out. Messages from frames are trained on, and tested on frames left out.
 */
import { createHash } from 'node:crypto';
import { acts } from '../../src-main/teachability/capture/understand/acts/act.ts';
import { MEANING_WEIGHT } from '../../src-main/teachability/capture/understand/acts/act-classifier.ts';
import { MeaningHead } from '../../src-main/teachability/capture/understand/acts/meaning-head.ts';
import { examplesOf } from './examples.ts';
import type { Example } from './examples.ts';
import { likeliest, probabilities, trained } from './head.ts';
import { framedMessages, writtenMessages } from './labelled-messages.ts';
import { trainedMeaning } from './meaning.ts';
import { vectorsOf } from './vectors.ts';

const FOLDS = 5;
const byLanguage = process.argv.includes('--languages');

const all = examplesOf([...writtenMessages(), ...framedMessages()]);
const vectors = vectorsOf(all.map(({ text }) => text));
const tally = new Map<string, { words: number; both: number; all: number }>();
const confusions = new Map<string, number>();

function count(name: string, words: boolean, both: boolean): void {
  const before = tally.get(name) ?? { words: 0, both: 0, all: 0 };
  tally.set(name, {
    words: before.words + Number(words),
    both: before.both + Number(both),
    all: before.all + 1,
  });
}

function foldOf({ message: { group, lang } }: Example): number {
  return (
    (createHash('sha256')
      .update(byLanguage ? lang : group)
      .digest()[0] ?? 0) % FOLDS
  );
}

function vectorOf({ text }: Example): Float32Array {
  const vector = vectors.get(text);
  if (vector === undefined) throw new Error(`No vector of ${JSON.stringify(text)}.`);
  return vector;
}

for (let fold = 0; fold < FOLDS; fold += 1) {
  const known = all.filter((one) => foldOf(one) !== fold);
  const weights = trained(
    known.map(({ features, act }) => ({ features, label: act })),
    acts.length,
  );
  const meaning = MeaningHead.read(
    trainedMeaning(
      known.map((one) => ({ vector: vectorOf(one), label: one.act })),
      acts.length,
    ),
    acts.length,
  );
  for (const example of all.filter((one) => foldOf(one) === fold)) {
    const byWords = probabilities(weights, example.features, acts.length);
    const byMeaning = meaning.logScores(vectorOf(example));
    const byBoth = byWords.map((score, at) => Math.log(score) + MEANING_WEIGHT * (byMeaning[at] ?? 0));
    const found = likeliest(byBoth);
    const right = [likeliest(byWords) === example.act, found === example.act] as const;
    const { source, lang } = example.message;
    count(`${source}s`, ...right);
    if (source !== 'sentence') continue;
    count(`act ${acts[example.act] ?? ''}`, ...right);
    count(`language ${lang}`, ...right);
    const pair = `${acts[example.act] ?? ''} taken for ${acts[found] ?? ''}`;
    if (!right[1]) confusions.set(pair, (confusions.get(pair) ?? 0) + 1);
  }
}
process.stdout.write(`${''.padEnd(24)} words  with meaning\n`);
for (const [name, { words, both, all: tested }] of [...tally].sort(([one], [other]) =>
  one.localeCompare(other),
))
  process.stdout.write(
    `${name.padEnd(24)} ${(words / tested).toFixed(3)}  ${(both / tested).toFixed(3)} of ${tested}\n`,
  );
if (process.argv.includes('--confusions'))
  for (const [pair, times] of [...confusions].sort(([, one], [, other]) => other - one).slice(0, 30))
    process.stdout.write(`${times} ${pair}\n`);
