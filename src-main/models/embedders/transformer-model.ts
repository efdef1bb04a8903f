/**
 * Meaning by all-MiniLM-L6-v2, and parts of words where its vocabulary cannot read a text: in other scripts and languages,
 * names and typing errors. Both share the same dimensions: the directions of parts are random, so they are nearly at right angles to
 * all meaning, and they weigh the more the less could be read.
 */
import { NgramEmbedder } from './ngram-embedder.ts';
import { addScaled, normalise } from './sign-projection.ts';
import { maxCharacters } from './text-features.ts';
import type { TransformerFile } from './transformer-file.ts';
import { TransformerKernel } from './transformer-kernel.ts';
import { WordPieces, readShare } from './word-pieces.ts';
import type { WordInPieces } from './word-pieces.ts';

export const transformerDimensions = 384;

/** The share of parts of words in a vector's squared length when every word was read, and when none was. */
const partShare = { read: 0.05, unread: 0.8 } as const;

export class TransformerModel {
  readonly #pieces: WordPieces;
  readonly #special: { readonly unknown: number; readonly begin: number; readonly end: number };
  readonly #kernel: TransformerKernel;
  readonly #parts = new NgramEmbedder(transformerDimensions);

  constructor(module: Uint8Array, file: TransformerFile) {
    const { length } = file.vocabulary;
    this.#pieces = new WordPieces(file.vocabulary);
    this.#special = { unknown: length, begin: length + 1, end: length + 2 };
    this.#kernel = new TransformerKernel(module, file);
  }

  /** Unit length; zero when the text has no word. */
  embedText(text: string): Float32Array {
    const words = this.#pieces.cut(text.slice(0, maxCharacters));
    const parts = this.#parts.embedText(text);
    const vector = new Float32Array(transformerDimensions);
    if (words.length === 0) return vector;
    // Squared: a text that was read by halves was hardly understood.
    const share = partShare.unread + (partShare.read - partShare.unread) * readShare(words) ** 2;
    addScaled(vector, this.#meaning(words), Math.sqrt(1 - share));
    addScaled(vector, parts, Math.sqrt(share));
    return normalise(vector);
  }

  #meaning(words: readonly WordInPieces[]): Float32Array {
    const { unknown, begin, end } = this.#special;
    const ids = words.flatMap(({ pieces }) => (pieces.length === 0 ? [unknown] : pieces));
    return this.#kernel.embed([begin, ...ids, end]);
  }
}
