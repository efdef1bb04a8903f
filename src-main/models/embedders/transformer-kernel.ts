/**
 * Runs the transformer: pieces of a text in, its vector out. The arithmetic is in assets/embedder/transformer.wasm
 * (recipes/embedder/transformer/transformer.c); this file allocates its memory. It may not know what a word is.
 */
import * as z from 'zod';
import { loadWasm, wasmMemory } from '../../wasm/load-wasm.ts';
import { shape } from './transformer-image.ts';
import type { TransformerImage } from './transformer-image.ts';

/** The maximum number of pieces of one text, including begin and end; later ones say little about its topic. */
export const longestText = 128;

type Numbers = (...numbers: number[]) => number;
const numbers = z.custom<Numbers>((value) => typeof value === 'function');
const exportsSchema = z.object({
  weights: numbers,
  prepare: numbers,
  ids: numbers,
  vector: numbers,
  dimensions: numbers,
  longest: numbers,
  most_layers: numbers,
  ways: numbers,
  multiply: numbers,
  embed: numbers,
});

/** Working memory of the module, in addition to the weights. */
const workBytes = 4 * 2 ** 20;
/** A short question, timed with each multiplication variant. The first rounds are slow, because V8 is still optimizing the module. */
const trial = { pieces: 12, rounds: 4 } as const;

export interface KernelOptions {
  /** Instantiates the module; replaced in tests. */
  readonly load?: typeof loadWasm;
  /** The multiplication variant that another kernel has found to be fastest on this machine; without it all are tried. */
  readonly way?: number;
}

export class TransformerKernel {
  readonly dimensions: number;
  /** The multiplication variant in use. */
  readonly way: number;
  readonly #rows: number;
  readonly #table: Int8Array;
  readonly #scales: Float32Array;
  readonly #ids: Int32Array;
  readonly #vector: Float32Array;
  readonly #embed: Numbers;

  /**
   * Takes about 30 ms to copy the weights and 100 for the trial. Throws if this machine cannot run the module.
   * @param module the bytes of the module
   */
  constructor(
    module: Uint8Array,
    { rows, layers, image }: TransformerImage,
    { load = loadWasm, way }: KernelOptions = {},
  ) {
    const memory = wasmMemory(image.length + workBytes);
    const kernel = exportsSchema.parse(load(module, memory));
    if (layers > kernel.most_layers()) throw new Error(`The kernel has no room for ${layers} layers.`);
    const { buffer } = memory;
    new Uint8Array(buffer, kernel.weights(), image.length).set(image);
    kernel.prepare(rows, layers);
    this.#table = new Int8Array(buffer, kernel.weights(), rows * shape.width);
    this.#scales = new Float32Array(buffer, kernel.weights() + this.#table.length, rows);
    this.dimensions = kernel.dimensions();
    this.#rows = rows;
    this.#ids = new Int32Array(buffer, kernel.ids(), Math.min(longestText, kernel.longest()));
    this.#vector = new Float32Array(buffer, kernel.vector(), this.dimensions);
    this.#embed = kernel.embed;
    this.way = way ?? this.#fastestWay(kernel);
    kernel.multiply(this.way);
  }

  /**
   * A vector of unit length.
   * @param ids rows of the image, including begin and end; those beyond `longestText` are ignored
   */
  embed(ids: readonly number[]): Float32Array {
    const length = Math.min(ids.length, this.#ids.length);
    for (let index = 0; index < length; index += 1) this.#ids[index] = ids[index] ?? 0;
    // The end piece must remain at the end of a truncated text.
    this.#ids[length - 1] = ids.at(-1) ?? 0;
    this.#embed(this.#rows, length);
    return this.#vector.slice();
  }

  /** Writes a row of the image: its vector is `weights` times `scale`. */
  setRow(row: number, weights: Int8Array, scale: number): void {
    this.#table.set(weights, row * shape.width);
    this.#scales[row] = scale;
  }

  /** All variants give the same numbers; which is fastest depends on the processor. */
  #fastestWay({ ways, multiply }: z.infer<typeof exportsSchema>): number {
    const ids = Array.from({ length: trial.pieces }, (_, index) => index);
    const fastest = Array.from({ length: ways() }, () => Infinity);
    for (let round = 0; round < trial.rounds; round += 1) {
      for (const [way, ms] of fastest.entries()) {
        multiply(way);
        const started = performance.now();
        this.embed(ids);
        fastest[way] = Math.min(ms, performance.now() - started);
      }
    }
    return fastest.indexOf(Math.min(...fastest));
  }
}
