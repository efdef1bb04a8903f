/**
 * Embeds texts in many languages with multilingual-e5-small, in the vector space of all-MiniLM-L6-v2: a linear map, learned from English
 * sentences embedded by both (recipes/embedder/align.ts), makes vectors of both models comparable.
 */
import { FourBitRow } from './four-bit-rows.ts';
import type { MultilingualFile } from './multilingual-file.ts';
import { RecentVectors } from './recent-vectors.ts';
import { normalise } from './sign-projection.ts';
import { TransformerKernel, longestText } from './transformer-kernel.ts';
import { shape } from './transformer-image.ts';
import { UnigramPieces } from './unigram-pieces.ts';

/** The model was trained with a prefix before each text; this one treats questions and statements alike. */
const prefix = 'query: ';

/** The same sentence is embedded twice in one turn: in the other model's space for recall, and in its own for the act classifier. */
const RECENT = 8;

/** In UTF-16 units: no piece of the vocabulary is longer than sixteen, so more could never be read. */
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
   * @param way the multiplication variant (KernelOptions)
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

  /** Unit length, in the model's own space; must not be modified. */
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
