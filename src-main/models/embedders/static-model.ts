/**
 * Meaning by table: a text's vector is the sum of learned vectors of its word pieces (recipes/embedder describes the training). For text
 * that the vocabulary does not cover (other scripts and languages, names, typing errors) parts of words (NgramEmbedder) are used: they have
 * their own dimensions, and weigh more the less of the text was covered.
 */
import { NgramEmbedder } from './ngram-embedder.ts';
import { normalise } from './sign-projection.ts';
import { maxCharacters } from './text-features.ts';
import type { TokenVectors } from './token-vectors.ts';
import { WordPieces, readShare } from './word-pieces.ts';
import type { WordInPieces } from './word-pieces.ts';

/** Dimensions of meaning and of parts of words. */
const meaningDimensions = 256;
const partDimensions = 128;
export const staticDimensions = meaningDimensions + partDimensions;

/** The share of parts of words in the squared length of a vector if every word was covered, and if none was. */
const partShare = { read: 0.15, unread: 0.8 } as const;

export class StaticModel {
  readonly dimensions: number;
  readonly #table: TokenVectors;
  readonly #pieces: WordPieces;
  readonly #parts = new NgramEmbedder(partDimensions);

  constructor(table: TokenVectors) {
    this.#table = table;
    this.#pieces = new WordPieces(table.vocabulary);
    this.dimensions = table.dimensions + partDimensions;
  }

  /** Unit length; zero if the text has no word. */
  embedText(text: string): Float32Array {
    const words = this.#pieces.cut(text.slice(0, maxCharacters));
    const meaning = this.meaning(words);
    const parts = this.#parts.embedText(text);
    const share = partShare.unread + (partShare.read - partShare.unread) * readShare(words);
    const vector = new Float32Array(this.dimensions);
    place(vector, 0, meaning, Math.sqrt(1 - share));
    place(vector, meaning.length, parts, Math.sqrt(share));
    return normalise(vector);
  }

  meaning(words: readonly WordInPieces[]): Float32Array {
    const { dimensions, rows, scales } = this.#table;
    const sum = new Float32Array(dimensions);
    for (const { pieces } of words) {
      for (const piece of pieces) {
        const scale = scales[piece] ?? 0;
        const start = piece * dimensions;
        for (let index = 0; index < dimensions; index += 1)
          sum[index] = (sum[index] ?? 0) + scale * (rows[start + index] ?? 0);
      }
    }
    return normalise(sum);
  }
}

function place(target: Float32Array, at: number, vector: Float32Array, weight: number): void {
  for (const [index, value] of vector.entries()) target[at + index] = value * weight;
}
