/** A layer of hidden units between the features of a pair and the relations, trained by Adam on the cross entropy. The same examples give the same weights. */
import { DENSE, WORD_ROWS } from '../../src-main/teachability/capture/decide/relation/pair-features.ts';
import type { PairFeatures } from '../../src-main/teachability/capture/decide/relation/pair-features.ts';
import { HIDDEN, wordWeight } from '../../src-main/teachability/capture/decide/relation/relation-head.ts';
import { relations } from '../../src-main/teachability/capture/decide/relation/relation.ts';
import { Sampler } from '../message-acts/sampler.ts';

export interface Labelled {
  readonly features: PairFeatures;
  /** From 0. */
  readonly label: number;
}

const EPOCHS = 18;
const RATE = 0.004;
const DECAY = 2e-4;
/** Small words teach what they mean slowly: there are few examples of each. */
const DECAY_WORDS = 2e-3;
const INPUTS = DENSE + WORD_ROWS;
const OUTPUTS = relations.length;

export interface Network {
  /** One row of HIDDEN weights an input. */
  readonly first: Float32Array;
  /** One row of OUTPUTS weights a hidden unit, then the biases. */
  readonly second: Float32Array;
}

export function trained(examples: readonly Labelled[]): Network {
  const sampler = new Sampler(3);
  const network: Network = {
    first: Float32Array.from({ length: INPUTS * HIDDEN }, (_, at) =>
      at < DENSE * HIDDEN ? (sampler.next() - 0.5) * 0.5 : 0,
    ),
    second: Float32Array.from({ length: (HIDDEN + 1) * OUTPUTS }, () => (sampler.next() - 0.5) * 0.5),
  };
  const moments = [network.first, network.second].map((weights) => ({
    weights,
    mean: new Float32Array(weights.length),
    square: new Float32Array(weights.length),
  }));
  const [firstMoments, secondMoments] = moments;
  if (firstMoments === undefined || secondMoments === undefined) throw new Error('Unreachable: two layers.');
  const order = examples.map((_, at) => at);
  const inputs = examples.map(({ features }) => inputsOf(features));
  let step = 0;
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    sampler.shuffle(order);
    const rate = RATE * (1 - epoch / EPOCHS);
    for (const at of order) {
      const example = examples[at];
      if (example === undefined) continue;
      step += 1;
      const given = inputs[at] ?? [];
      const { hidden, scores } = passed(network, given);
      const errors = scores.map((score, label) => score - (label === example.label ? 1 : 0));
      const back = new Float64Array(HIDDEN);
      for (let unit = 0; unit <= HIDDEN; unit += 1)
        for (let label = 0; label < OUTPUTS; label += 1) {
          const place = unit * OUTPUTS + label;
          const error = errors[label] ?? 0;
          if (unit < HIDDEN) back[unit] = (back[unit] ?? 0) + error * (network.second[place] ?? 0);
          moved(secondMoments, place, error * (unit < HIDDEN ? (hidden[unit] ?? 0) : 1), rate, DECAY, step);
        }
      for (const [input, value] of given)
        for (let unit = 0; unit < HIDDEN; unit += 1) {
          const slope = 1 - (hidden[unit] ?? 0) ** 2;
          const decay = input < DENSE ? DECAY : DECAY_WORDS;
          moved(firstMoments, input * HIDDEN + unit, (back[unit] ?? 0) * slope * value, rate, decay, step);
        }
    }
  }
  return network;
}

export function scored(network: Network, features: PairFeatures): Float64Array {
  return passed(network, inputsOf(features)).scores;
}

function passed(network: Network, inputs: readonly (readonly [input: number, value: number])[]) {
  const hidden = new Float64Array(HIDDEN);
  for (const [input, value] of inputs)
    for (let unit = 0; unit < HIDDEN; unit += 1)
      hidden[unit] = (hidden[unit] ?? 0) + value * (network.first[input * HIDDEN + unit] ?? 0);
  for (let unit = 0; unit < HIDDEN; unit += 1) hidden[unit] = Math.tanh(hidden[unit] ?? 0);
  const scores = new Float64Array(OUTPUTS);
  for (let label = 0; label < OUTPUTS; label += 1) {
    let sum = network.second[HIDDEN * OUTPUTS + label] ?? 0;
    for (let unit = 0; unit < HIDDEN; unit += 1)
      sum += (hidden[unit] ?? 0) * (network.second[unit * OUTPUTS + label] ?? 0);
    scores[label] = sum;
  }
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const all = powers.reduce((sum, power) => sum + power, 0);
  return { hidden, scores: powers.map((power) => power / all) };
}

function inputsOf({ dense, rows }: PairFeatures): [input: number, value: number][] {
  const weight = wordWeight(rows.length);
  return [
    ...dense.map((value, at): [number, number] => [at, value]),
    ...rows.map((row): [number, number] => [DENSE + row, weight]),
  ].filter(([, value]) => value !== 0);
}

interface Moments {
  readonly weights: Float32Array;
  readonly mean: Float32Array;
  readonly square: Float32Array;
}

/** One step of Adam (Kingma and Ba 2014), with decay. */
function moved(
  { weights, mean, square }: Moments,
  place: number,
  slope: number,
  rate: number,
  decay: number,
  step: number,
): void {
  const gradient = slope + decay * (weights[place] ?? 0);
  mean[place] = 0.9 * (mean[place] ?? 0) + 0.1 * gradient;
  square[place] = 0.999 * (square[place] ?? 0) + 0.001 * gradient * gradient;
  const steps = Math.min(step, 10_000);
  const average = (mean[place] ?? 0) / (1 - 0.9 ** steps);
  const size = Math.sqrt((square[place] ?? 0) / (1 - 0.999 ** steps)) + 1e-6;
  weights[place] = (weights[place] ?? 0) - (rate * average) / size;
}
