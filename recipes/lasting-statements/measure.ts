/**
 * `node recipes/lasting-statements/measure.ts`: how much of what authors tell is kept at each threshold, and how much of their small talk and
 * of everything else. Over five folds; no author is in training and test at once.
 */
import { createHash } from 'node:crypto';
import { MeaningHead } from '../../src-main/teachability/capture/understand/acts/meaning-head.ts';
import { trainedMeaning } from '../message-acts/meaning.ts';
import { sentences, withVectors } from './examples.ts';

const FOLDS = 5;
const THRESHOLDS = [0.5, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99];

const all = withVectors(sentences());
const foldOf = (group: string) => (createHash('sha256').update(group).digest()[0] ?? 0) % FOLDS;
const judged: { lang: string; kind: 'tell' | 'chat' | 'else'; text: string; score: number }[] = [];

for (let fold = 0; fold < FOLDS; fold += 1) {
  const known = all.filter(({ group }) => foldOf(group) !== fold);
  const head = MeaningHead.read(trainedMeaning(known, 2), 2);
  for (const { group, isByAuthor, lang, act, text, vector } of all) {
    if (!isByAuthor || foldOf(group) !== fold) continue;
    const kind = act === 'tell' || act === 'chat' ? act : 'else';
    judged.push({ lang, kind, text, score: Math.exp(head.logScores(vector)[1] ?? -9) });
  }
}

function share(kind: string, least: number, isOf: (lang: string) => boolean): string {
  const of = judged.filter((one) => one.kind === kind && isOf(one.lang));
  return (of.filter(({ score }) => score >= least).length / Math.max(1, of.length)).toFixed(3);
}

const print = (line: string) => process.stdout.write(`${line}\n`);
print(`${judged.length} sentences of authors, ${all.length} in all`);
for (const least of THRESHOLDS) {
  const parts = (['tell', 'chat', 'else'] as const).map(
    (kind) =>
      `${kind} ${share(kind, least, (lang) => lang === 'en')} en, ${share(kind, least, (lang) => lang !== 'en')} other`,
  );
  print(`${least}: ${parts.join('; ')}`);
}
const languages = [...new Set(judged.map(({ lang }) => lang))].toSorted((one, other) =>
  one.localeCompare(other),
);
for (const lang of languages)
  print(
    `${lang}: ${['tell', 'chat', 'else'].map((kind) => `${kind} ${share(kind, 0.9, (one) => one === lang)}`).join(', ')} at 0.9`,
  );
if (process.argv.includes('--faults'))
  for (const { kind, lang, score, text } of judged)
    if ((kind === 'tell') !== score >= 0.9) print(`${kind} ${lang} ${score.toFixed(2)} ${text}`);
