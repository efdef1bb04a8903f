/** Principal directions of vectors, by power iteration from fixed starts. */
import { DIRECTIONS } from '../../src-main/teachability/capture/decide/relation/pair-features.ts';
import { Sampler } from '../message-acts/sampler.ts';

const ROUNDS = 40;

/** DIRECTIONS rows of unit length, then the mean of the vectors. */
export function principal(vectors: readonly Float32Array[]): Float32Array {
  const dimensions = vectors[0]?.length ?? 0;
  const mean = new Float64Array(dimensions);
  for (const vector of vectors)
    for (const [at, part] of vector.entries()) mean[at] = (mean[at] ?? 0) + part / vectors.length;
  const left = vectors.map((vector) => Float64Array.from(vector, (part, at) => part - (mean[at] ?? 0)));
  const sampler = new Sampler(5);
  const rows = new Float32Array((DIRECTIONS + 1) * dimensions);
  for (let row = 0; row < DIRECTIONS; row += 1) {
    let direction = Float64Array.from({ length: dimensions }, () => sampler.next() - 0.5);
    for (let round = 0; round < ROUNDS; round += 1) {
      const next = new Float64Array(dimensions);
      for (const vector of left) {
        const along = dot(vector, direction);
        for (let at = 0; at < dimensions; at += 1) next[at] = (next[at] ?? 0) + along * (vector[at] ?? 0);
      }
      const length = Math.sqrt(dot(next, next));
      direction = next.map((part) => part / length);
    }
    rows.set(direction, row * dimensions);
    for (const vector of left) {
      const along = dot(vector, direction);
      for (let at = 0; at < dimensions; at += 1)
        vector[at] = (vector[at] ?? 0) - along * (direction[at] ?? 0);
    }
  }
  rows.set(mean, DIRECTIONS * dimensions);
  return rows;
}

function dot(one: Float64Array, other: Float64Array): number {
  return one.reduce((sum, part, at) => sum + part * (other[at] ?? 0), 0);
}
