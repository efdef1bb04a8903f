/**
 * `nice node recipes/lasting-statements/train.ts`: trains the weights that tell lasting statements from talk of the moment, and writes them
 * among the sources of the app. The same sentences give the same bytes.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trainedMeaning } from '../message-acts/meaning.ts';
import { sentences, withVectors } from './examples.ts';

const file = join(
  import.meta.dirname,
  '../../src-main/teachability/capture/understand/acts/learned/lasting-weights.ts',
);

const examples = withVectors(sentences());
const weights = trainedMeaning(examples, 2);
writeFileSync(
  file,
  `// Made by recipes/lasting-statements/train.ts.\nexport const lastingWeights =\n  '${weights}';\n`,
);
process.stdout.write(`${examples.length} sentences\n`);
