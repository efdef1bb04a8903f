/**
 * Writes the vectors of both built-in models for the sentences from which the map between them is learned: `languages.json` with the
 * language of each sentence, `e5.f32`, and `minilm.f32` with the vectors of the English ones, in the same order. The only argument is a
 * folder with the corpus.txt and own.txt of sentences.py. The app's own code computes the vectors, so they are the same on every machine.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMultilingualFile } from '#main/models/embedders/multilingual-file.ts';
import { MultilingualModel } from '#main/models/embedders/multilingual-model.ts';
import { readTransformerFile } from '#main/models/embedders/transformer-file.ts';
import { longestText, TransformerKernel } from '#main/models/embedders/transformer-kernel.ts';
import { WordPieces } from '#main/models/embedders/word-pieces.ts';

const work = process.argv[2] ?? '.';
const assets = join(import.meta.dirname, '..', '..', 'assets', 'embedder');
const messages = join(import.meta.dirname, '..', 'message-acts', 'sentences');

/** The number of sentences of each language except English, and of English ones from each source. */
const counts = { perLanguage: 60, own: 2200, corpus: 1500 };
const lengths = { least: 8, most: 250 };

const fits = (text: string) => text.length >= lengths.least && text.length <= lengths.most;

/** This many of them, evenly spread. */
function spread<T>(all: readonly T[], count: number): T[] {
  const step = Math.max(1, all.length / count);
  return Array.from(
    { length: Math.min(count, all.length) },
    (_, index) => all[Math.floor(index * step)] as T,
  );
}

function saidInMessages(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const name of readdirSync(messages).toSorted()) {
    for (const line of readFileSync(join(messages, name), 'utf8').split('\n')) {
      if (line === '') continue;
      const { lang, parts } = JSON.parse(line) as { lang: string; parts: { text: string }[] };
      const texts = parts.map(({ text }) => text.trim()).filter(fits);
      found.set(lang, [...(found.get(lang) ?? []), ...texts]);
    }
  }
  return found;
}

function linesOf(name: string, count: number): string[] {
  return spread(readFileSync(join(work, name), 'utf8').split('\n').filter(fits), count);
}

const said = saidInMessages();
const english = [
  ...(said.get('en') ?? []),
  ...linesOf('own.txt', counts.own),
  ...linesOf('corpus.txt', counts.corpus),
];
const sentences = english.map((text) => ({ language: 'en', text }));
for (const [language, texts] of said) {
  if (language === 'en') continue;
  sentences.push(...spread(texts, counts.perLanguage).map((text) => ({ language, text })));
}

const module = readFileSync(join(assets, 'transformer.wasm'));
const e5 = new MultilingualModel(
  module,
  readMultilingualFile(readFileSync(join(assets, 'e5-int4.bin')), longestText),
);
const file = readTransformerFile(readFileSync(join(assets, 'minilm-int8.bin')));
const kernel = new TransformerKernel(module, file);
const pieces = new WordPieces(file.vocabulary);
const { length } = file.vocabulary;

function minilm(text: string): Float32Array {
  const ids = pieces.cut(text).flatMap((word) => (word.pieces.length === 0 ? [length] : word.pieces));
  return kernel.embed([length + 1, ...ids, length + 2]);
}

function write(name: string, vectors: readonly Float32Array[]): void {
  writeFileSync(join(work, name), Buffer.concat(vectors.map((vector) => Buffer.from(vector.buffer))));
}

write('minilm.f32', english.map(minilm));
write(
  'e5.f32',
  sentences.map(({ text }) => e5.ownVector(text)),
);
writeFileSync(join(work, 'languages.json'), JSON.stringify(sentences.map(({ language }) => language)));
console.log(`${sentences.length} sentences, ${english.length} of them English`);
