/**
 * `nice node recipes/message-acts/train.ts`: trains the weights of the classifier of acts on all labelled messages (words, and what they mean) and writes them, and the
 * frames by which content is told from the words around it, among the sources of the app. The same sentences give the same bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { acts } from '../../src-main/teachability/capture/understand/acts/act.ts';
import { examplesOf } from './examples.ts';
import { quantised, trained } from './head.ts';
import { trainedMeaning } from './meaning.ts';
import { vectorsOf } from './vectors.ts';
import { framedMessages, knownFrames, writtenMessages } from './labelled-messages.ts';

const folder = join(import.meta.dirname, '../../src-main/teachability/capture/understand/acts/learned');

/** The app's understanding of messages is pure, so what was learned is part of its sources. */
function write(file: string, name: string, content: string): void {
  const header = '// Made by recipes/message-acts/train.ts.';
  writeFileSync(
    join(folder, file),
    `${header}\nexport const ${name} =\n  '${content.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}';\n`,
  );
}

const examples = examplesOf([...writtenMessages(), ...framedMessages()]);
mkdirSync(folder, { recursive: true });
const ofActs = examples.map(({ features, act }) => ({ features, label: act }));
write(
  'act-weights.ts',
  'actWeights',
  quantised(trained(ofActs, acts.length), acts.length).toString('base64'),
);
const byLanguage = examples.map(({ features, message }) => ({
  features,
  label: message.lang === 'en' ? 1 : 0,
}));
write('english-weights.ts', 'englishWeights', quantised(trained(byLanguage, 2), 2).toString('base64'));
const vectors = vectorsOf(examples.map(({ text }) => text));
write(
  'meaning-weights.ts',
  'meaningWeights',
  trainedMeaning(
    examples.flatMap(({ text, act }) => {
      const vector = vectors.get(text);
      return vector === undefined ? [] : [{ vector, label: act }];
    }),
    acts.length,
  ),
);
write('known-frames.ts', 'knownFrames', JSON.stringify(knownFrames()));
process.stdout.write(`${examples.length} pieces\n`);
