import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readMultilingualFile } from '#main/models/embedders/multilingual-file.ts';
import { UnigramPieces } from '#main/models/embedders/unigram-pieces.ts';
import { anyUnicode } from '../../support/any-unicode.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const { vocabulary } = readMultilingualFile(readFileSync(at('../../../assets/embedder/e5-int4.bin')), 4);
const pieces = new UnigramPieces(vocabulary);
const cut = z
  .array(z.object({ text: z.string(), ids: z.array(z.number()) }))
  .parse(JSON.parse(readFileSync(at('../../fixtures/embedder/unigram-pieces.json'), 'utf8')));

describe('UnigramPieces', () => {
  it.each(cut)('cuts $text as another implementation does', ({ text, ids }) => {
    expect(pieces.cut(text)).toEqual(ids);
  });

  it('takes the likeliest of all ways, however many pieces it has', () => {
    const small = new UnigramPieces({
      pieces: ['\u2581', 'a', 'b', 'ab', '\u2581ab', 'ba', 'abb'],
      scores: Float32Array.of(-1, -1, -1, -1.5, -9, -1, -8),
      unknownScore: -20,
    });
    // ▁ a b b: four; ▁ ab b: 3.5; ▁ abb: 9.
    expect(small.cut('abb')).toEqual([0, 3, 2]);
    expect(small.cut('axxb')).toEqual([0, 1, -1, 2]);
    expect(small.cut('  ')).toEqual([]);
  });

  it('covers every text, with ids of the vocabulary or the unknown one, never twice in a row', () => {
    fc.assert(
      fc.property(anyUnicode({ maxLength: 80 }), (text) => {
        const ids = pieces.cut(text);
        const isSound = (id: number, index: number) =>
          id < vocabulary.pieces.length && (id >= 0 || ids[index + 1] !== id);
        expect(ids.every(isSound)).toBe(true);
      }),
    );
  });
});
