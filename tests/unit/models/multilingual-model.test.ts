import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { FourBitRow, fourBitBytes } from '#main/models/embedders/four-bit-rows.ts';
import { readMultilingualFile } from '#main/models/embedders/multilingual-file.ts';
import { MultilingualModel } from '#main/models/embedders/multilingual-model.ts';
import { longestText } from '#main/models/embedders/transformer-kernel.ts';

const folder = fileURLToPath(new URL('../../../assets/embedder/', import.meta.url));
const fixtures = fileURLToPath(new URL('../../fixtures/embedder/', import.meta.url));
const weights = readFileSync(join(folder, 'e5-int4.bin'));
const model = new MultilingualModel(
  readFileSync(join(folder, 'transformer.wasm')),
  readMultilingualFile(weights, longestText),
);
const dot = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

describe('the file of the multilingual model', () => {
  it('is the one its notice tells of', () => {
    const digest = createHash('sha256').update(weights).digest('hex');
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(digest);
  });

  it('is told from something else and from what was cut short', () => {
    expect(() => readMultilingualFile(weights.subarray(0, -1), 4)).toThrow('cut short');
    expect(() => readMultilingualFile(weights.subarray(0, 20), 4)).toThrow('not one');
    expect(() => readMultilingualFile(readFileSync(join(folder, 'minilm-static.bin')), 4)).toThrow('not one');
    const later = Buffer.from(weights.subarray(0, 64));
    later.writeUInt32LE(2, 8);
    expect(() => readMultilingualFile(later, 4)).toThrow('unknown format 2');
  });
});

describe('FourBitRow', () => {
  it('brings a row of two blocks, each with a scale of its own, to one scale', () => {
    const rows = new Uint8Array(fourBitBytes(2, 64));
    // The second row: weights of 7 at a scale of 1 in its first block, of -8 at a half in its second.
    rows.fill(0xff, 36, 54);
    rows.set([0x00, 0x3c], 36);
    rows.fill(0x00, 54, 72);
    rows.set([0x00, 0x38], 54);
    const row = new FourBitRow(64);
    row.read(rows, 1);
    expect(row.scale).toBeCloseTo(7 / 127);
    expect([...row.numbers]).toEqual(Array.from({ length: 64 }, (_, index) => (index < 32 ? 127 : -73)));
    expect(row.sum).toBe(32 * (127 - 73));
    row.read(rows, 0);
    expect([row.scale, row.sum, Math.max(...row.numbers)]).toEqual([0, 0, 0]);
  });
});

describe('MultilingualModel', () => {
  const { sentences, cosines } = z
    .object({ sentences: z.array(z.string()), cosines: z.array(z.array(z.number())) })
    .parse(JSON.parse(readFileSync(join(fixtures, 'reference-cosines-multilingual.json'), 'utf8')));

  it('says what the model of the package says, but for rounding and the pieces left out', () => {
    const vectors = sentences.map((text) => model.ownVector(text));
    for (const [row, a] of vectors.entries())
      for (const [column, b] of vectors.entries())
        expect(Math.abs(dot(a, b) - (cosines[row]?.[column] ?? NaN))).toBeLessThan(0.03);
  });

  it('gives a text the same vector whatever was asked before, and reads one that is too long', () => {
    const first = model.embedText('Meine Schwester wohnt in Porto.');
    const long = 'ein Wort nach dem anderen '.repeat(400);
    expect(model.embedText(long)).toEqual(model.embedText(`${long}${long}`));
    expect(model.embedText('Meine Schwester wohnt in Porto.')).toEqual(first);
    expect(dot(first, first)).toBeCloseTo(1, 5);
  });
});
