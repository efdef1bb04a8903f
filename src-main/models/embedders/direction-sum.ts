import { directionBits } from './sign-projection.ts';

const planeCount = 8;
const mostFeatures = 2 ** planeCount - 1;

/**
 * Sums the directions of up to 255 features of equal weight, bit-sliced: 32 dimensions are counted in one step; bit `n` of all their counts
 * is in plane `n`, and adding a direction means adding with carry from plane to plane. Measured at twice the speed of adding numbers for
 * the 25 parts of a common word.
 */
export class DirectionSum {
  readonly #planes: Int32Array;
  #features = 0;

  /** `dimensions` must be a multiple of 32. */
  constructor(dimensions: number) {
    this.#planes = new Int32Array((dimensions / 32) * planeCount);
  }

  get features(): number {
    return this.#features;
  }

  add(hash: number): void {
    if (this.#features === mostFeatures) throw new RangeError(`A sum holds ${mostFeatures} features.`);
    this.#features += 1;
    const planes = this.#planes;
    for (let first = 0; first < planes.length; first += planeCount) {
      let carry = directionBits(hash, first / planeCount);
      for (let plane = first; carry !== 0; plane += 1) {
        const before = planes[plane] ?? 0;
        planes[plane] = before ^ carry;
        carry &= before;
      }
    }
  }

  /** Adds `weight` times the sum to `target`: twice the count of +1 in each dimension, less the number of features. */
  addTo(target: Float32Array, weight: number): void {
    const floor = -weight * this.#features;
    for (let index = 0; index < target.length; index += 1) target[index] = (target[index] ?? 0) + floor;
    const planesUsed = 32 - Math.clz32(this.#features);
    for (let plane = 0; plane < planesUsed; plane += 1)
      this.#addPlane(target, plane, 2 * weight * 2 ** plane);
  }

  #addPlane(target: Float32Array, plane: number, weight: number): void {
    const planes = this.#planes;
    for (let base = 0; base < target.length; base += 32) {
      let bits = planes[(base / 32) * planeCount + plane] ?? 0;
      for (let index = base; index < base + 32; index += 1) {
        target[index] = (target[index] ?? 0) + weight * (bits & 1);
        bits >>>= 1;
      }
    }
  }
}
