/** A linear head over hashed features, trained by AdaGrad on the cross entropy. The same examples give the same weights. */
import type { Feature } from '../../src-main/teachability/capture/understand/acts/act-features.ts';
import { ROWS } from '../../src-main/teachability/capture/understand/acts/act-features.ts';
import { Sampler } from './sampler.ts';

const EPOCHS = 12;
const RATE = 0.25;
const DECAY = 1e-6;
/** Added to the root of the squared gradients, so that the first steps are bounded. */
const SMOOTH = 1e-3;

export interface Labelled {
  readonly features: readonly Feature[];
  /** From 0. */
  readonly label: number;
}

/** ROWS times one weight a label. @param count how many labels there are */
export function trained(examples: readonly Labelled[], count: number): Float32Array {
  const weights = new Float32Array(ROWS * count);
  const squares = new Float32Array(ROWS * count);
  const order = examples.map((_, at) => at);
  const sampler = new Sampler(7);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    sampler.shuffle(order);
    for (const at of order) {
      const example = examples[at];
      if (example === undefined) continue;
      const errors = probabilities(weights, example.features, count);
      errors[example.label] = (errors[example.label] ?? 0) - 1;
      for (const { row, value } of example.features)
        for (let label = 0; label < count; label += 1) {
          const place = row * count + label;
          const gradient = (errors[label] ?? 0) * value + DECAY * (weights[place] ?? 0);
          squares[place] = (squares[place] ?? 0) + gradient * gradient;
          weights[place] =
            (weights[place] ?? 0) - (RATE * gradient) / (Math.sqrt(squares[place] ?? 0) + SMOOTH);
        }
    }
  }
  return weights;
}

export function probabilities(
  weights: Float32Array,
  features: readonly Feature[],
  count: number,
): Float64Array {
  const scores = new Float64Array(count);
  for (const { row, value } of features)
    for (let label = 0; label < count; label += 1)
      scores[label] = (scores[label] ?? 0) + (weights[row * count + label] ?? 0) * value;
  const most = Math.max(...scores);
  let sum = 0;
  for (let label = 0; label < count; label += 1) sum += scores[label] = Math.exp((scores[label] ?? 0) - most);
  return scores.map((score) => score / sum);
}

export function likeliest(scores: Float64Array): number {
  return scores.indexOf(Math.max(...scores));
}

/** One float32 a label by which its weights are scaled, then one int8 a row and label. */
export function quantised(weights: Float32Array, count: number): Buffer {
  const most = new Float64Array(count);
  for (const [at, weight] of weights.entries())
    most[at % count] = Math.max(most[at % count] ?? 0, Math.abs(weight));
  const scales = Float32Array.from(most, (max) => max / 127);
  const small = Int8Array.from(weights, (weight, at) => Math.round(weight / (scales[at % count] || 1)));
  return Buffer.concat([Buffer.from(scales.buffer), Buffer.from(small.buffer)]);
}
