/** Principal directions of the vectors of everyday statements, for one embedder. */
import { DIRECTIONS } from './pair-features.ts';

export class Directions {
  /** DIRECTIONS rows of `dimensions` values, then the mean. */
  readonly #rows: Float32Array;
  readonly #dimensions: number;

  constructor(rows: Float32Array) {
    this.#rows = rows;
    this.#dimensions = rows.length / (DIRECTIONS + 1);
  }

  /** The coordinates of a vector along the directions, each about -1 to 1. */
  along(vector: Float32Array): number[] {
    const mean = DIRECTIONS * this.#dimensions;
    return Array.from({ length: DIRECTIONS }, (_, direction) => {
      let sum = 0;
      for (const [at, part] of vector.entries())
        sum += (part - (this.#rows[mean + at] ?? 0)) * (this.#rows[direction * this.#dimensions + at] ?? 0);
      return sum * 3;
    });
  }
}
