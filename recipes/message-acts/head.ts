/** A linear head over hashed features, trained by AdaGrad on the cross entropy. The same examples give the same weights. */
import type { Feature } from '../../src-main/teachability/capture/understand/acts/act-features.ts';
import { ROWS } from '../../src-main/teachability/capture/understand/acts/act-features.ts';
import { acts } from '../../src-main/teachability/capture/understand/acts/act.ts';
import type { Example } from './examples.ts';
import { Sampler } from './sampler.ts';

const EPOCHS = 12;
const RATE = 0.25;
const DECAY = 1e-6;
/** Added to the root of the squared gradients, so that the first steps are bounded. */
const SMOOTH = 1e-3;

/** ROWS times one weight an act. */
export function trained(examples: readonly Example[], epochs = EPOCHS): Float32Array {
  const count = acts.length;
  const weights = new Float32Array(ROWS * count);
  const squares = new Float32Array(ROWS * count);
  const order = examples.map((_, at) => at);
  const sampler = new Sampler(7);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    sampler.shuffle(order);
    for (const at of order) {
      const example = examples[at];
      if (example === undefined) continue;
      const errors = probabilities(weights, example.features);
      errors[example.act] = (errors[example.act] ?? 0) - 1;
      for (const { row, value } of example.features)
        for (let act = 0; act < count; act += 1) {
          const place = row * count + act;
          const gradient = (errors[act] ?? 0) * value + DECAY * (weights[place] ?? 0);
          squares[place] = (squares[place] ?? 0) + gradient * gradient;
          weights[place] = (weights[place] ?? 0) - (RATE * gradient) / (Math.sqrt(squares[place] ?? 0) + SMOOTH);
        }
    }
  }
  return weights;
}

export function probabilities(weights: Float32Array, features: readonly Feature[]): Float64Array {
  const count = acts.length;
  const scores = new Float64Array(count);
  for (const { row, value } of features)
    for (let act = 0; act < count; act += 1) scores[act] = (scores[act] ?? 0) + (weights[row * count + act] ?? 0) * value;
  const most = Math.max(...scores);
  let sum = 0;
  for (let act = 0; act < count; act += 1) sum += scores[act] = Math.exp((scores[act] ?? 0) - most);
  return scores.map((score) => score / sum);
}

export function likeliest(scores: Float64Array): number {
  return scores.indexOf(Math.max(...scores));
}
