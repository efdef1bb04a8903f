/**
 * Vectors as short bit strings for the coarse half of a search: the signs after a fixed pseudo-random rotation. The share
 * of bits in which two vectors differ then grows with the angle between them (Charikar 2002, "Similarity estimation
 * techniques from rounding algorithms"), also for vectors with many zeros, whose own signs say little. The rotation is
 * two rounds of random sign flips and a Walsh-Hadamard transform: n log n additions and no stored matrix.
 */

/** Bits for vectors of so many dimensions: the next power of two, which the transform needs, and at least 64. */
export function coarseBitCount(dimensions: number): number {
  return Math.max(64, 2 ** Math.ceil(Math.log2(dimensions)));
}

/** The coarse form of a vector; only equal dimensions compare. The result never changes for the same vector: it is stored. */
export function coarseBits(vector: Float32Array): Buffer {
  const size = coarseBitCount(vector.length);
  const rotated = new Float32Array(size);
  rotated.set(vector);
  const signs = rotationSigns(size);
  for (const round of signs) {
    for (let index = 0; index < size; index += 1)
      rotated[index] = (rotated[index] ?? 0) * (round[index] ?? 1);
    transform(rotated);
  }
  const bits = Buffer.alloc(size / 8);
  for (let index = 0; index < size; index += 1) {
    if ((rotated[index] ?? 0) > 0) bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7));
  }
  return bits;
}

/** Walsh-Hadamard in place, unscaled; the length is a power of two. */
function transform(values: Float32Array): void {
  for (let half = 1; half < values.length; half *= 2) {
    for (let start = 0; start < values.length; start += 2 * half) {
      for (let index = start; index < start + half; index += 1) {
        const left = values[index] ?? 0;
        const right = values[index + half] ?? 0;
        values[index] = left + right;
        values[index + half] = left - right;
      }
    }
  }
}

const signsBySize = new Map<number, readonly Int8Array[]>();

/** Two rounds of ±1, the same in every run and on every machine (xorshift32 from a fixed seed). */
function rotationSigns(size: number): readonly Int8Array[] {
  const known = signsBySize.get(size);
  if (known !== undefined) return known;
  let state = 0x9e3779b9;
  const draw = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) & 0x10000 ? 1 : -1;
  };
  const rounds = [Int8Array.from({ length: size }, draw), Int8Array.from({ length: size }, draw)];
  signsBySize.set(size, rounds);
  return rounds;
}
