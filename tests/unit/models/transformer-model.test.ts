import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { loadWasm } from '#main/wasm/load-wasm.ts';
import type { WasmExports } from '#main/wasm/load-wasm.ts';
import { readMultilingualFile } from '#main/models/embedders/multilingual-file.ts';
import { MultilingualModel } from '#main/models/embedders/multilingual-model.ts';
import { readTransformerFile } from '#main/models/embedders/transformer-file.ts';
import { longestText, TransformerKernel } from '#main/models/embedders/transformer-kernel.ts';
import { TransformerModel } from '#main/models/embedders/transformer-model.ts';
import { WordPieces } from '#main/models/embedders/word-pieces.ts';
import { anyUnicode } from '../../support/any-unicode.ts';

const folder = fileURLToPath(new URL('../../../assets/embedder/', import.meta.url));
const fixtures = fileURLToPath(new URL('../../fixtures/embedder/', import.meta.url));
const weights = readFileSync(join(folder, 'minilm-int8.bin'));
const wasm = readFileSync(join(folder, 'transformer.wasm'));
const file = readTransformerFile(weights);
const multilingual = new MultilingualModel(
  wasm,
  readMultilingualFile(readFileSync(join(folder, 'e5-int4.bin')), longestText),
);
const model = new TransformerModel(wasm, file, () => multilingual);
const kernel = new TransformerKernel(wasm, file);
const pieces = new WordPieces(file.vocabulary);

const dot = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
const cosine = (a: string, b: string) => dot(model.embedText(a), model.embedText(b));
const idsOf = (text: string) => {
  const { length } = file.vocabulary;
  return [length + 1, ...pieces.cut(text).flatMap((word) => word.pieces), length + 2];
};
const numbers = z.custom<(...numbers: number[]) => number>((value) => typeof value === 'function');
const call = (exports: WasmExports, name: string, ...given: number[]) =>
  numbers.parse(exports[name])(...given);
const read = <Schema extends z.ZodType>(name: string, schema: Schema) =>
  schema.parse(JSON.parse(readFileSync(join(fixtures, name), 'utf8')));

describe('the files of the transformer', () => {
  it.each(['minilm-int8.bin', 'transformer.wasm'])('%s is the one its notice tells of', (name) => {
    const digest = createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(digest);
  });

  it('are told from something else and from what was cut short', () => {
    expect(() => readTransformerFile(weights.subarray(0, -1))).toThrow('cut short');
    expect(() => readTransformerFile(weights.subarray(0, 20))).toThrow('not one');
    expect(() => readTransformerFile(Buffer.from('not an embedder at all, whatever its name'))).toThrow(
      'not one',
    );
    const later = Buffer.from(weights.subarray(0, 64));
    later.writeUInt32LE(2, 8);
    expect(() => readTransformerFile(later)).toThrow('unknown format 2');
    expect(() => loadWasm(weights.subarray(0, 64))).toThrow('WebAssembly');
  });
});

describe('TransformerKernel', () => {
  const { sentences, cosines } = read(
    'reference-cosines.json',
    z.object({ sentences: z.array(z.string()), cosines: z.array(z.array(z.number())) }),
  );

  it('says what the original says, but for rounding', () => {
    const vectors = sentences.map((text) => kernel.embed(idsOf(text)));
    for (const [row, a] of vectors.entries())
      for (const [column, b] of vectors.entries())
        expect(Math.abs(dot(a, b) - (cosines[row]?.[column] ?? NaN))).toBeLessThan(0.03);
  });

  it('gives the same numbers by every way to multiply', () => {
    let exports: WasmExports = {};
    const one = new TransformerKernel(wasm, file, { load: (...given) => (exports = loadWasm(...given)) });
    const vectors = Array.from({ length: call(exports, 'ways') }, (_, way) => {
      call(exports, 'multiply', way);
      return sentences.map((text) => one.embed(idsOf(text)));
    });
    expect(vectors).toHaveLength(4);
    for (const some of vectors) expect(some).toEqual(vectors[0]);
  });

  it('looks at the beginning of a text that is too long, and at its end mark', () => {
    const ids = idsOf('one word after another '.repeat(200));
    const shortened = [...ids.slice(0, longestText - 1), ids.at(-1) ?? 0];
    expect(kernel.embed(ids)).toEqual(kernel.embed(shortened));
  });
});

describe('TransformerModel', () => {
  it.each([
    ['How is my car doing?', 'The automobile is at the garage.', 'The cake is in the oven.'],
    ['What should I cook for dinner?', 'I never eat meat.', 'My desk faces the window.'],
    ['Which pet do I have?', 'We adopted a puppy in May.', 'The contract ends in May.'],
    ['Can you suggest a weekend trip?', 'I get seasick on every boat.', 'My printer is out of ink.'],
    ['我妹妹的生日是什么时候?', '妹妹小丽的生日是三月十四日。', '我每天骑自行车去办公室。'],
    ['Как зовут мою собаку?', 'Мою собаку зовут Бобик.', 'Каждый день езжу на велосипеде.'],
    ['مكان العمل', 'مكان العمل قريب', 'أحب القهوة'],
    ['What is my dog called?', 'Mein Hund heißt Bello.', 'Ich fahre mit dem Rad zur Arbeit.'],
    ['Was esse ich nicht?', 'I never eat meat.', 'My desk faces the window.'],
    ['Which language do I study?', '私は毎晩フランス語を勉強しています。', '駅の近くに住んでいます。'],
    ['Who is Kwzybrt?', 'Kwzybrtz is my neighbour.', 'Lena is my neighbour.'],
  ])('finds %j nearer to %j than to %j', (question, near, far) => {
    expect(cosine(question, near)).toBeGreaterThan(cosine(question, far) + 0.02);
  });

  it.each([
    ['German', 16],
    ['Spanish', 15],
    ['Chinese', 17],
  ] as const)('finds the answer among twenty in %s at least %i times', (language, least) => {
    const asked = read(
      'questions-by-language.json',
      z.record(z.string(), z.array(z.tuple([z.string(), z.string()]))),
    )[language];
    const answers = (asked ?? []).map(([, answer]) => model.embedText(answer));
    const found = (asked ?? []).filter(([question], index) => {
      const vector = model.embedText(question);
      const likeness = answers.map((answer) => dot(vector, answer));
      return likeness.indexOf(Math.max(...likeness)) === index;
    });
    expect(found.length).toBeGreaterThanOrEqual(least);
  });

  it('asks the second model only for what the first cannot read', () => {
    const asked: string[] = [];
    const second = {
      embedText: (text: string) => (asked.push(text), multilingual.embedText(text)),
      ownVector: (text: string) => multilingual.ownVector(text),
    };
    const listening = new TransformerModel(wasm, file, () => second);
    listening.embedText('My sister lives in Porto and teaches music.');
    expect(asked).toEqual([]);
    for (const text of ['Meine Schwester wohnt in Porto.', '我妹妹住在波尔图。']) {
      expect(listening.embedText(text)).toEqual(model.embedText(text));
      expect(asked.at(-1)).toBe(text);
    }
  });

  it('has unit length, or none for a text without a word, and is never not a number', () => {
    fc.assert(
      fc.property(anyUnicode({ maxLength: 60 }), (text) => {
        const vector = model.embedText(text);
        const length = Math.sqrt(dot(vector, vector));
        expect([0, 1].some((whole) => Math.abs(length - whole) < 1e-5)).toBe(true);
      }),
    );
  });

  it('gives a text the same vector whatever was asked before', () => {
    const first = model.embedText('My sister lives in Porto.');
    model.embedText('Something much longer came between the two, and it left nothing behind at all.');
    expect(model.embedText('My sister lives in Porto.')).toEqual(first);
  });
});
