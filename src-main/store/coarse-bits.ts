/**
 * Vectors as short bit strings for the coarse half of a search: the signs after a fixed pseudo-random rotation. The share
 * of bits in which two vectors differ then grows with the angle between them (Charikar 2002, "Similarity estimation
 * techniques from rounding algorithms"), also for vectors with many zeros, whose own signs say little. The rotation is
 * two rounds of random sign flips and a Walsh-Hadamard transform: n log n additions and no stored matrix.
 */
import { growTo } from '../wasm/load-wasm.ts';
import { loadRowKernel } from './row-kernel.ts';

/** Bits for vectors of so many dimensions: the next power of two, which the transform needs, and at least 64. */
export function coarseBitCount(dimensions: number): number {
  return Math.max(64, 2 ** Math.ceil(Math.log2(dimensions)));
}

/**
 * The coarse form of a vector; only equal dimensions compare. The result never changes for the same vector: it is stored.
 * @param vector its numbers, or their bytes as SQLite keeps them
 */
export function coarseBits(vector: Float32Array | Uint8Array): Buffer {
  const { buffer, byteOffset, byteLength } = vector;
  return rotationOf(coarseBitCount(byteLength / 4)).bitsOf(new Uint8Array(buffer, byteOffset, byteLength));
}

/** The arithmetic, in the memory of a WASM module: a vector of 384 takes two microseconds there and eighteen in plain TypeScript. */
class Rotation {
  readonly #kernel = loadRowKernel();
  readonly #size: number;
  readonly #signsAt: number;
  readonly #values: Uint8Array;
  readonly #bits: Uint8Array;

  /** @param size the number of bits */
  constructor(size: number) {
    const { memory, freeFrom } = this.#kernel;
    const valuesAt = freeFrom();
    const bitsAt = valuesAt + 4 * size;
    this.#size = size;
    this.#signsAt = bitsAt + size / 8;
    growTo(memory, this.#signsAt + 8 * size);
    this.#values = new Uint8Array(memory.buffer, valuesAt, 4 * size);
    this.#bits = new Uint8Array(memory.buffer, bitsAt, size / 8);
    new Float32Array(memory.buffer, this.#signsAt, 2 * size).set(rotationSigns(size));
  }

  bitsOf(vector: Uint8Array): Buffer {
    this.#values.fill(0, vector.length);
    this.#values.set(vector);
    const { byteOffset } = this.#values;
    this.#kernel.rotatedBits(byteOffset, this.#size / 4, this.#signsAt, this.#bits.byteOffset);
    return Buffer.from(this.#bits);
  }
}

const rotations = new Map<number, Rotation>();

function rotationOf(size: number): Rotation {
  const known = rotations.get(size);
  if (known !== undefined) return known;
  const rotation = new Rotation(size);
  rotations.set(size, rotation);
  return rotation;
}

/** Two rounds of ±1, one after the other, the same in every run and on every machine (xorshift32 from a fixed seed). */
function rotationSigns(size: number): Float32Array {
  let state = 0x9e3779b9;
  const draw = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) & 0x10000 ? 1 : -1;
  };
  return Float32Array.from({ length: 2 * size }, draw);
}
