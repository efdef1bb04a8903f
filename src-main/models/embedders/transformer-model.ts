/**
 * Meaning by all-MiniLM-L6-v2, by a second model where its vocabulary cannot read a text, as in other languages, and parts of words beside
 * both, for names and typing errors. All share the same dimensions: the second model's vectors lie in the first one's space, and the
 * directions of parts are random, so they are nearly at right angles to all meaning.
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

/**
 * From so large a read share (`readShare`) on the first model speaks alone, and up to so small a one the second. Of messages in English 95 % are
 * over 0.86, of those in any of 17 other languages at most 5 % over 0.88.
 */
const firstAlone = 0.85;
const secondAlone = 0.75;

/** A model that reads what the first one cannot, and gives vectors in its space. */
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
   * @param second is asked for with the first text that needs it, and each time after; told how this machine multiplies fastest. Null: the
   * first model has to do, with parts of words where it cannot read.
   */
  constructor(module: Uint8Array, file: TransformerFile, second: (way: number) => SecondModel | null) {
    const { length } = file.vocabulary;
    this.#pieces = new WordPieces(file.vocabulary);
    this.#special = { unknown: length, begin: length + 1, end: length + 2 };
    this.#kernel = new TransformerKernel(module, file);
    this.#second = () => second(this.#kernel.way);
  }

  /** Unit length; zero when the text has no word. */
  embedText(text: string): Float32Array {
    const given = text.slice(0, maxCharacters);
    const words = this.#pieces.cut(given);
    const vector = new Float32Array(transformerDimensions);
    if (words.length === 0) return vector;
    const read = readShare(words);
    const unreadShare = clamp((firstAlone - read) / (firstAlone - secondAlone));
    const model = unreadShare === 0 ? null : this.#second();
    const second = model === null ? 0 : unreadShare;
    // Squared: a text that was read by halves was hardly understood.
    const unread = (1 - second) * (1 - read ** 2);
    const share = partShare.read + (partShare.unread - partShare.read) * unread;
    addScaled(vector, this.#meaningOf(given, words, model, second), Math.sqrt(1 - share));
    addScaled(vector, this.#parts.embedText(text), Math.sqrt(share));
    return normalise(vector);
  }

  /** What the second model alone says of a text in any language, in its own space: unit length. Null where that cannot be had. */
  secondVector(text: string): Float32Array | null {
    return this.#second()?.ownVector(text) ?? null;
  }

  /** @param share of the second model, from 0 to 1. */
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
