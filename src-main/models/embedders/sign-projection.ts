/**
 * Random projection of named features into a short dense vector: each feature has a direction of +1 and -1 in every
 * dimension, drawn from its hash. Directions of different features are nearly at right angles (Johnson and Lindenstrauss),
 * so sums of them keep the angles between texts; being dense, they keep them even when only the signs are stored
 * (Charikar 2002).
 */

/** 2^32 over the golden ratio: steps of this size visit all 32-bit numbers, far apart. */
const golden = 0x9e3779b9;

/** Hash of a feature. `kind` keeps features of different kinds with the same characters apart. */
export function featureHash(kind: number, text: string, start = 0, end = text.length): number {
  // FNV-1a over UTF-16 units, then mixed: FNV alone leaves the hashes of short texts alike in their high bits.
  let hash = 0x811c9dc5 ^ kind;
  for (let index = start; index < end; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return mix(hash);
}

/** Thirty-two signs of a feature's direction, those of the dimensions from 32 times `block`; a set bit is +1. */
export function directionBits(hash: number, block: number): number {
  return mix((hash + Math.imul(block + 1, golden)) | 0);
}

/** Adds `weight` times the direction of a feature to `target`, whose length must be a multiple of 32. */
export function addDirection(target: Float32Array, hash: number, weight: number): void {
  for (let base = 0; base < target.length; base += 32) {
    let bits = directionBits(hash, base / 32);
    for (let index = base; index < base + 32; index += 1) {
      // Arithmetic and no branch: the signs are random, and a processor that guesses them wrong loses ten times as long.
      target[index] = (target[index] ?? 0) + weight * (2 * (bits & 1) - 1);
      bits >>>= 1;
    }
  }
}

/** Adds `weight` times `vector` to `target`; both of one length. */
export function addScaled(target: Float32Array, vector: Float32Array, weight: number): void {
  for (let index = 0; index < target.length; index += 1) {
    target[index] = (target[index] ?? 0) + (vector[index] ?? 0) * weight;
  }
}

/** Scales to length 1 in place; a vector without direction stays zero. */
export function normalise(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (squares === 0) return vector;
  const scale = 1 / Math.sqrt(squares);
  for (let index = 0; index < vector.length; index += 1) vector[index] = (vector[index] ?? 0) * scale;
  return vector;
}

/** Spreads every bit of a 32-bit number over all others (the finaliser of MurmurHash3, a public-domain constant set). */
function mix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
