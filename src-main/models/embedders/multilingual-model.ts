/**
 * Meaning of texts in many languages by multilingual-e5-small, given in the space of all-MiniLM-L6-v2: a linear map, learned on English
 * sentences that both had read (recipes/embedder/align.ts), lets vectors of both be compared with each other.
 */
import { FourBitRow } from './four-bit-rows.ts';
import type { MultilingualFile } from './multilingual-file.ts';
import { RecentVectors } from './recent-vectors.ts';
import { normalise } from './sign-projection.ts';
import { TransformerKernel, longestText } from './transformer-kernel.ts';
import { shape } from './transformer-image.ts';
import { UnigramPieces } from './unigram-pieces.ts';

/** The model was trained with a word before each text; with this one questions and statements are treated alike. */
const prefix = 'query: ';

/** The same sentence is asked for twice in one turn: in the other model's space for recall, in its own for what the message does. */
const RECENT = 8;

/** In UTF-16 units: no piece of the vocabulary has more than sixteen, so more would be cut off after the last piece that is looked at. */
const longestRead = 16 * longestText;

export class MultilingualModel {
  readonly #pieces: UnigramPieces;
  readonly #special: { readonly unknown: number; readonly begin: number; readonly end: number };
  readonly #words: Uint8Array;
  readonly #row = new FourBitRow(shape.width);
  readonly #kernel: TransformerKernel;
  readonly #map: MultilingualFile['map'];
  readonly #recent = new RecentVectors(RECENT);

  /**
   * @param module the bytes of the WASM kernel
   * @param way how to multiply (KernelOptions)
   */
  constructor(module: Uint8Array, { vocabulary, words, image, map }: MultilingualFile, way?: number) {
    const { length } = vocabulary.pieces;
    this.#pieces = new UnigramPieces(vocabulary);
    this.#special = { unknown: length, begin: length + 1, end: length + 2 };
    this.#words = words;
    this.#kernel = new TransformerKernel(module, image, way === undefined ? {} : { way });
    this.#map = map;
  }

  /** Unit length, in the other model's space. */
  embedText(text: string): Float32Array {
    const { matrix, offset } = this.#map;
    const mapped = offset.slice();
    for (const [input, value] of this.ownVector(text).entries()) {
      const start = input * mapped.length;
      for (let output = 0; output < mapped.length; output += 1)
        mapped[output] = (mapped[output] ?? 0) + value * (matrix[start + output] ?? 0);
    }
    return normalise(mapped);
  }

  /** Unit length, in the model's own space; not to be written to. */
  ownVector(text: string): Float32Array {
    return this.#recent.get(text.slice(0, longestRead), (read) => this.#computed(read));
  }

  #computed(text: string): Float32Array {
    const { unknown, begin, end } = this.#special;
    const cut = this.#pieces.cut(prefix + text).map((id) => (id < 0 ? unknown : id));
    const ids = [begin, ...cut.slice(0, longestText - 2), end];
    for (const [index, id] of ids.entries()) {
      this.#row.read(this.#words, id);
      this.#kernel.setRow(index, this.#row.numbers, this.#row.scale);
    }
    return this.#kernel.embed([...ids.keys()]);
  }
}
