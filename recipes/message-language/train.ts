/**
 * `nice node recipes/message-language/train.ts`: trains the weights that tell the languages with Latin letters apart, and writes them among the
 * sources of the app. The same sentences give the same bytes.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { latinLanguages } from '../../src-main/teachability/recall/request/latin-language.ts';
import { quantised, trained } from '../message-acts/head.ts';
import { examples } from './examples.ts';

const file = join(
  import.meta.dirname,
  '../../src-main/teachability/recall/request/learned/language-weights.ts',
);

const all = examples();
const weights = quantised(trained(all, latinLanguages.length), latinLanguages.length).toString('base64');
writeFileSync(
  file,
  `// Made by recipes/message-language/train.ts.\nexport const languageWeights =\n  '${weights}';\n`,
);
process.stdout.write(`${all.length} sentences\n`);
