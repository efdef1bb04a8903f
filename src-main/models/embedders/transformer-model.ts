/**
 * Embeds meaning with all-MiniLM-L6-v2, with a second model for text that its vocabulary does not cover, as in other languages, and parts
 * of words in addition, for names and typing errors. All share the same dimensions: the second model's vectors are mapped to the first
 * one's space, and the directions of parts are random, so they are nearly orthogonal to all meanings.
 */
import { NgramEmbedder } from './ngram-embedder.ts';
import { addScaled, normalise } from './sign-projection.ts';
import { maxCharacters } from './text-features.ts';
import type { TransformerFile } from './transformer-file.ts';
import { TransformerKernel } from './transformer-kernel.ts';
import { WordPieces, readShare } from './word-pieces.ts';
import type { WordInPieces } from './word-pieces.ts';

export const transformerDimensions = 384;

/** The share of parts of words in the squared length of a vector if every word was covered, and if none was. */
const partShare = { read: 0.05, unread: 0.8 } as const;

/**
 * With at least the first read share (`readShare`) only the first model is used, with at most the second only the second model. 95 % of
 * English messages are above 0.86; in any of 17 other languages at most 5 % are above 0.88.
 */
const firstAlone = 0.85;
const secondAlone = 0.75;

/** A model for text that the first one does not cover, with vectors in its space. */
export interface SecondModel {
  embedText(text: string): Float32Array;
  /** Unit length, in its own space. */
  ownVector(text: string): Float32Array;
}

export class TransformerModel {
  readonly #pieces: WordPieces;
  readonly #special: { readonly unknown: number; readonly begin: number; readonly end: number };
  readonly #kernel: TransformerKernel;
  readonly #parts = new NgramEmbedder(transformerDimensions);
  readonly #second: () => SecondModel | null;

  /**
   * @param module the bytes of the WASM kernel
   * @param second called with each text that needs it and the fastest multiplication variant of this machine; null: the second model is not
   * available, so parts of words are used instead
   */
  constructor(module: Uint8Array, file: TransformerFile, second: (way: number) => SecondModel | null) {
    const { length } = file.vocabulary;
    this.#pieces = new WordPieces(file.vocabulary);
    this.#special = { unknown: length, begin: length + 1, end: length + 2 };
    this.#kernel = new TransformerKernel(module, file);
    this.#second = () => second(this.#kernel.way);
  }

  /** Unit length; zero if the text has no word. */
  embedText(text: string): Float32Array {
    const given = text.slice(0, maxCharacters);
    const words = this.#pieces.cut(given);
    const vector = new Float32Array(transformerDimensions);
    if (words.length === 0) return vector;
    const read = readShare(words);
    const unreadShare = clamp((firstAlone - read) / (firstAlone - secondAlone));
    const model = unreadShare === 0 ? null : this.#second();
    const second = model === null ? 0 : unreadShare;
    // Squared, because a text that is half covered was hardly understood.
    const unread = (1 - second) * (1 - read ** 2);
    const share = partShare.read + (partShare.unread - partShare.read) * unread;
    addScaled(vector, this.#meaningOf(given, words, model, second), Math.sqrt(1 - share));
    addScaled(vector, this.#parts.embedText(text), Math.sqrt(share));
    return normalise(vector);
  }

  /** The second model's own vector of a text in any language, unit length. Null if that model is not available. */
  secondVector(text: string): Float32Array | null {
    return this.#second()?.ownVector(text) ?? null;
  }

  /** @param share the share of the second model, 0 to 1 */
  #meaningOf(
    text: string,
    words: readonly WordInPieces[],
    second: SecondModel | null,
    share: number,
  ): Float32Array {
    if (second === null) return this.#meaning(words);
    const meaning = new Float32Array(transformerDimensions);
    if (share < 1) addScaled(meaning, this.#meaning(words), 1 - share);
    addScaled(meaning, second.embedText(text), share);
    return normalise(meaning);
  }

  #meaning(words: readonly WordInPieces[]): Float32Array {
    const { unknown, begin, end } = this.#special;
    const ids = words.flatMap(({ pieces }) => (pieces.length === 0 ? [unknown] : pieces));
    return this.#kernel.embed([begin, ...ids, end]);
  }
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
