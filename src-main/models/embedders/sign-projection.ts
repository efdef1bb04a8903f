/**
 * Random projection of named features to a short dense vector: each feature has a direction of +1 and -1 in every dimension, derived from
 * its hash. Directions of different features are nearly orthogonal (Johnson and Lindenstrauss), so sums of them preserve the angles between
 * texts; being dense, they do so even if only the signs are stored (Charikar 2002).
 */

/** 2^32 divided by the golden ratio: multiples of this are spread evenly over all 32-bit numbers. */
const golden = 0x9e3779b9;

/**
 * Hash of a feature.
 * @param kind distinguishes features of different kinds with the same characters
 */
export function featureHash(kind: number, text: string, start = 0, end = text.length): number {
  // FNV-1a over UTF-16 units, then mixed: with FNV alone the high bits of short texts' hashes are similar.
  let hash = 0x811c9dc5 ^ kind;
  for (let index = start; index < end; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return mix(hash);
}

/** 32 signs of a feature's direction, those of the dimensions from 32 times `block`; a set bit is +1. */
export function directionBits(hash: number, block: number): number {
  return mix((hash + Math.imul(block + 1, golden)) | 0);
}

/** Adds `weight` times the direction of a feature to `target`, whose length must be a multiple of 32. */
export function addDirection(target: Float32Array, hash: number, weight: number): void {
  for (let base = 0; base < target.length; base += 32) {
    let bits = directionBits(hash, base / 32);
    for (let index = base; index < base + 32; index += 1) {
      // Branchless arithmetic: the signs are random, and branch mispredictions would take ten times as long.
      target[index] = (target[index] ?? 0) + weight * (2 * (bits & 1) - 1);
      bits >>>= 1;
    }
  }
}

/** Adds `weight` times `vector` to `target`; both have the same length. */
export function addScaled(target: Float32Array, vector: Float32Array, weight: number): void {
  for (let index = 0; index < target.length; index += 1) {
    target[index] = (target[index] ?? 0) + (vector[index] ?? 0) * weight;
  }
}

/** Scales to unit length in place; a zero vector stays zero. */
export function normalise(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (squares === 0) return vector;
  const scale = 1 / Math.sqrt(squares);
  for (let index = 0; index < vector.length; index += 1) vector[index] = (vector[index] ?? 0) * scale;
  return vector;
}

/** Mixes every bit of a 32-bit number into all others (the finaliser of MurmurHash3, which is in the public domain). */
function mix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
