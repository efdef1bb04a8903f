import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readTokenVectors } from '#main/models/embedders/token-vectors.ts';
import { WordPieces } from '#main/models/embedders/word-pieces.ts';

const at = (path: string) => new URL(`../../../${path}`, import.meta.url);
const { vocabulary } = readTokenVectors(readFileSync(at('assets/embedder/minilm-static.bin')));
const words = new WordPieces(vocabulary);
const piecesOf = (text: string) =>
  words
    .cut(text)
    .flatMap(({ pieces }) => (pieces.length === 0 ? ['[UNK]'] : pieces.map((id) => vocabulary[id])));

/** What the model's own tokenizer says (recipes/embedder/tokenizer_fixture.py). */
const cuts = z
  .array(z.object({ text: z.string(), pieces: z.array(z.string()) }))
  .parse(JSON.parse(readFileSync(at('tests/fixtures/embedder/word-pieces.json'), 'utf8')));

describe('WordPieces', () => {
  it('has texts of many kinds to compare', () => {
    expect(cuts.length).toBeGreaterThanOrEqual(190);
    expect(cuts.some(({ pieces }) => pieces.includes('[UNK]'))).toBe(true);
    expect(cuts.some(({ pieces }) => pieces.some((piece) => piece.startsWith('##')))).toBe(true);
  });

  it.each(cuts)('cuts $text as the model does', ({ text, pieces }) => {
    expect(piecesOf(text)).toEqual(pieces);
  });

  it('reads special tokens in a text as plain text', () => {
    expect(piecesOf('[MASK] [unused7]')).toEqual(['[', 'mask', ']', '[', 'unused', '##7', ']']);
  });
});
