/**
 * The transformer itself: pieces of a text in, its vector out. The arithmetic is in assets/embedder/transformer.wasm
 * (recipes/embedder/transformer/transformer.c); here it gets its memory. It may not know what a word is.
 */
import * as z from 'zod';
import { wasmMemory } from '../wasm/load-wasm.ts';
import type { WasmExports, WasmMemory } from '../wasm/load-wasm.ts';
import { loadPlainAndWide } from '../wasm/wide.ts';
import type { TransformerFile } from './transformer-file.ts';

/** Pieces of one text that are looked at, begin and end included; what comes after says little about what a text is about. */
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
  ways: numbers,
  multiply: numbers,
  embed: numbers,
});

/** One compilation of the module, and a way to multiply. */
interface Contender {
  readonly kernel: z.infer<typeof exportsSchema>;
  readonly way: number;
}

/** What the module itself needs of its memory, beside the weights. */
const workBytes = 4 * 2 ** 20;
/** A question of usual length, to find the fastest contender with. Of its rows eight go together and four by themselves, so both are compared. */
const trial = { pieces: 12, rounds: 3 } as const;

export class TransformerKernel {
  readonly dimensions: number;
  readonly #rows: number;
  readonly #ids: Int32Array;
  readonly #vector: Float32Array;
  readonly #embed: Numbers;

  /**
   * @param module its bytes. Throws when this machine cannot run it. About 30 ms to compile it, 30 for the copy of the weights, 100
   * for the trial.
   * @param load gives the exports of one or more compilations, the one to be trusted first.
   */
  constructor(
    module: Uint8Array,
    { rows, image }: TransformerFile,
    load: (module: Uint8Array, memory: WasmMemory) => readonly WasmExports[] = loadPlainAndWide,
  ) {
    const memory = wasmMemory(image.length + workBytes);
    const kernels = load(module, memory).map((exports) => exportsSchema.parse(exports));
    const [plain] = kernels;
    if (plain === undefined) throw new Error('The kernel of the embedder was not compiled.');
    const { buffer } = memory;
    new Uint8Array(buffer, plain.weights(), image.length).set(image);
    plain.prepare(rows);
    this.dimensions = plain.dimensions();
    this.#rows = rows;
    this.#ids = new Int32Array(buffer, plain.ids(), Math.min(longestText, plain.longest()));
    this.#vector = new Float32Array(buffer, plain.vector(), this.dimensions);
    const ways = Array.from({ length: plain.ways() }, (_, way) => way);
    const { kernel, way } = this.#fastest(
      kernels.flatMap((one) => ways.map((each) => ({ kernel: one, way: each }))),
    );
    kernel.multiply(way);
    this.#embed = kernel.embed;
  }

  /** Of unit length. @param ids rows of the image, begin and end included; those beyond `longestText` are left out. */
  embed(ids: readonly number[]): Float32Array {
    return this.#embedBy(this.#embed, ids);
  }

  #embedBy(embed: Numbers, ids: readonly number[]): Float32Array {
    const length = Math.min(ids.length, this.#ids.length);
    for (let index = 0; index < length; index += 1) this.#ids[index] = ids[index] ?? 0;
    // The end stays at the end of a text that was cut.
    this.#ids[length - 1] = ids.at(-1) ?? 0;
    embed(this.#rows, length);
    return this.#vector.slice();
  }

  /** Of those that give the same numbers as the first: which is fastest depends on the processor. */
  #fastest(contenders: readonly Contender[]): Contender {
    const tried = contenders.map((contender) => ({ contender, ...this.#try(contender) }));
    const trusted = tried[0]?.vector;
    const right = tried.filter(({ vector }) => vector.every((part, index) => part === trusted?.[index]));
    const best = right.reduce((fastest, one) => (one.ms < fastest.ms ? one : fastest));
    return best.contender;
  }

  /** The shortest of a few times: now and then something comes in between. */
  #try({ kernel, way }: Contender): { readonly ms: number; readonly vector: Float32Array } {
    kernel.multiply(way);
    const ids = Array.from({ length: trial.pieces }, (_, index) => index);
    let vector: Float32Array = new Float32Array();
    let ms = Infinity;
    for (let round = 0; round < trial.rounds; round += 1) {
      const started = performance.now();
      vector = this.#embedBy(kernel.embed, ids);
      ms = Math.min(ms, performance.now() - started);
    }
    return { ms, vector };
  }
}
