/**
 * The transformer itself: pieces of a text in, its vector out. The arithmetic is in assets/embedder/transformer.wasm
 * (recipes/embedder/transformer/transformer.c); here it gets its memory. It may not know what a word is.
 */
import * as z from 'zod';
import { loadWasm } from '../wasm/load-wasm.ts';
import type { WasmMemory } from '../wasm/load-wasm.ts';
import type { TransformerFile } from './transformer-file.ts';

/** Pieces of one text that are looked at, begin and end included; what comes after says little about what a text is about. */
export const longestText = 128;

type Numbers = (...numbers: number[]) => number;
const numbers = z.custom<Numbers>((value) => typeof value === 'function');
const exportsSchema = z.object({
  memory: z.custom<WasmMemory>((value) => typeof value === 'object' && value !== null && 'grow' in value),
  weights: numbers,
  ids: numbers,
  vector: numbers,
  dimensions: numbers,
  longest: numbers,
  multiply: numbers,
  embed: numbers,
});

const pageBytes = 65_536;
/** A question of usual length, to find the faster way to multiply with. */
const trial = { pieces: 16, rounds: 3 } as const;

export class TransformerKernel {
  readonly dimensions: number;
  readonly #rows: number;
  readonly #ids: Int32Array;
  readonly #vector: Float32Array;
  readonly #embed: Numbers;

  /** @param module its bytes. Throws when this machine cannot run it. About 30 ms for the copy of the weights, 100 ms for the trial. */
  constructor(module: Uint8Array, { rows, image }: TransformerFile, load = loadWasm) {
    const kernel = exportsSchema.parse(load(module));
    const at = kernel.weights();
    const missing = at + image.length - kernel.memory.buffer.byteLength;
    kernel.memory.grow(Math.max(0, Math.ceil(missing / pageBytes)));
    const { buffer } = kernel.memory;
    new Uint8Array(buffer, at, image.length).set(image);
    this.dimensions = kernel.dimensions();
    this.#rows = rows;
    this.#ids = new Int32Array(buffer, kernel.ids(), Math.min(longestText, kernel.longest()));
    this.#vector = new Float32Array(buffer, kernel.vector(), this.dimensions);
    this.#embed = kernel.embed;
    kernel.multiply(fasterOf((way) => this.#try(kernel.multiply, way)));
  }

  /** Of unit length. @param ids rows of the image, begin and end included; those beyond `longestText` are left out. */
  embed(ids: readonly number[]): Float32Array {
    const length = Math.min(ids.length, this.#ids.length);
    for (let index = 0; index < length; index += 1) this.#ids[index] = ids[index] ?? 0;
    // The end stays at the end of a text that was cut.
    this.#ids[length - 1] = ids.at(-1) ?? 0;
    this.#embed(this.#rows, length);
    return this.#vector.slice();
  }

  /** The shortest of a few times, in ms: the first ones are slow while the module is still being compiled. */
  #try(multiply: Numbers, way: number): number {
    multiply(way);
    const ids = Array.from({ length: trial.pieces }, (_, index) => index);
    let shortest = Infinity;
    for (let round = 0; round < trial.rounds; round += 1) {
      const started = performance.now();
      this.embed(ids);
      shortest = Math.min(shortest, performance.now() - started);
    }
    return shortest;
  }
}

/** Both ways give the same numbers; which is faster depends on the processor. */
function fasterOf(time: (way: 0 | 1) => number): 0 | 1 {
  return time(0) <= time(1) ? 0 : 1;
}
