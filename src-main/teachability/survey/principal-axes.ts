import { repeatableRandom } from './random.ts';

/** A matrix, row by row. */
export interface Rows {
  readonly count: number;
  readonly width: number;
  readonly values: Float32Array;
}

/** The maximum number of evenly sampled rows that the axes are computed from; more hardly change them. */
const SAMPLE = 3_000;
const ROUNDS = 12;

/**
 * Projects rows onto the directions of greatest variance (principal component analysis, by power iteration). Deterministic.
 */
export function alongPrincipalAxes(rows: Rows, axes: number): Rows {
  const { count, width } = rows;
  const mean = meanOf(rows);
  const sample = sampleOf(rows, mean);
  const found: Float32Array[] = [];
  const random = repeatableRandom(count);
  for (let axis = 0; axis < Math.min(axes, width); axis += 1) found.push(nextAxis(sample, found, random));
  const values = new Float32Array(count * found.length);
  for (let row = 0; row < count; row += 1) {
    found.forEach((axis, index) => {
      let sum = 0;
      for (let at = 0; at < width; at += 1)
        sum += ((rows.values[row * width + at] ?? 0) - (mean[at] ?? 0)) * (axis[at] ?? 0);
      values[row * found.length + index] = sum;
    });
  }
  return { count, width: found.length, values };
}

function meanOf({ count, width, values }: Rows): Float32Array {
  const mean = new Float32Array(width);
  for (let row = 0; row < count; row += 1)
    for (let at = 0; at < width; at += 1)
      mean[at] = (mean[at] ?? 0) + (values[row * width + at] ?? 0) / count;
  return mean;
}

function sampleOf({ count, width, values }: Rows, mean: Float32Array): Rows {
  const taken = Math.min(SAMPLE, count);
  const sample = new Float32Array(taken * width);
  for (let index = 0; index < taken; index += 1) {
    const row = Math.floor((index * count) / taken);
    for (let at = 0; at < width; at += 1)
      sample[index * width + at] = (values[row * width + at] ?? 0) - (mean[at] ?? 0);
  }
  return { count: taken, width, values: sample };
}

/** The direction of greatest variance orthogonal to those found before. */
function nextAxis(sample: Rows, found: readonly Float32Array[], random: () => number): Float32Array {
  let axis: Float32Array = Float32Array.from({ length: sample.width }, () => random() - 0.5);
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = new Float32Array(sample.width);
    for (let row = 0; row < sample.count; row += 1) {
      const offset = row * sample.width;
      let along = 0;
      for (let at = 0; at < sample.width; at += 1)
        along += (sample.values[offset + at] ?? 0) * (axis[at] ?? 0);
      for (let at = 0; at < sample.width; at += 1)
        next[at] = (next[at] ?? 0) + along * (sample.values[offset + at] ?? 0);
    }
    for (const other of found) takeOff(next, other);
    axis = unit(next) ?? axis;
  }
  for (const other of found) takeOff(axis, other);
  return unit(axis) ?? new Float32Array(sample.width);
}

function takeOff(vector: Float32Array, other: Float32Array): void {
  let along = 0;
  for (let at = 0; at < vector.length; at += 1) along += (vector[at] ?? 0) * (other[at] ?? 0);
  for (let at = 0; at < vector.length; at += 1) vector[at] = (vector[at] ?? 0) - along * (other[at] ?? 0);
}

/** Null for a zero vector: the rows do not vary in any further direction. */
function unit(vector: Float32Array): Float32Array | null {
  const length = Math.hypot(...vector);
  return length < 1e-9 ? null : vector.map((part) => part / length);
}
