/** Trains the network over vectors by Adam on the cross entropy. The same examples give the same weights. */
import { HIDDEN, WIDTH, centred } from '../../src-main/teachability/capture/understand/acts/meaning-head.ts';
import { Sampler } from './sampler.ts';

const EPOCHS = 20;
const BATCH = 100;
const RATE = 1e-3;
const DECAY = 1e-3;
const [BETA_1, BETA_2, SMOOTH] = [0.9, 0.999, 1e-8];

export interface LabelledVector {
  /** Of unit length. */
  readonly vector: Float32Array;
  /** From 0. */
  readonly label: number;
}

interface Network {
  readonly mean: Float32Array;
  /** By output: its weights, one an input. */
  readonly first: Float64Array;
  readonly firstBias: Float64Array;
  readonly second: Float64Array;
  readonly secondBias: Float64Array;
}

/** The bytes that `MeaningHead.read` reads, in base 64. @param count how many labels there are */
export function trainedMeaning(examples: readonly LabelledVector[], count: number): string {
  return packed(trained(examples, count), count);
}

function trained(examples: readonly LabelledVector[], count: number): Network {
  const mean = new Float32Array(WIDTH);
  for (const { vector } of examples)
    for (let at = 0; at < WIDTH; at += 1) mean[at] = (mean[at] ?? 0) + (vector[at] ?? 0) / examples.length;
  const inputs = examples.map(({ vector }) => centred(vector, mean));
  const sampler = new Sampler(11);
  const network: Network = {
    mean,
    first: glorot(WIDTH, HIDDEN, sampler),
    firstBias: new Float64Array(HIDDEN),
    second: glorot(HIDDEN, count, sampler),
    secondBias: new Float64Array(count),
  };
  const parameters = [network.first, network.firstBias, network.second, network.secondBias] as const;
  const gradients = parameters.map((one) => new Float64Array(one.length));
  const moments = parameters.map(
    (one) => [new Float64Array(one.length), new Float64Array(one.length)] as const,
  );
  const order = examples.map((_, at) => at);
  let step = 0;
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    sampler.shuffle(order);
    for (let start = 0; start < order.length; start += BATCH) {
      const batch = order.slice(start, start + BATCH);
      for (const gradient of gradients) gradient.fill(0);
      for (const at of batch) addGradient(network, inputs[at] ?? mean64, examples[at]?.label ?? 0, gradients);
      step += 1;
      for (const [at, values] of parameters.entries()) {
        const decayed = at === 0 || at === 2;
        adam(values, gradients[at] ?? values, moments[at], batch.length, decayed ? DECAY : 0, step);
      }
    }
  }
  return network;
}

const mean64 = new Float64Array(WIDTH);

function glorot(inputs: number, outputs: number, sampler: Sampler): Float64Array {
  const bound = Math.sqrt(6 / (inputs + outputs));
  return Float64Array.from({ length: inputs * outputs }, () => (sampler.next() * 2 - 1) * bound);
}

function addGradient(
  { first, firstBias, second, secondBias }: Network,
  input: Float64Array,
  label: number,
  [dFirst, dFirstBias, dSecond, dSecondBias]: readonly Float64Array[],
): void {
  if (dFirst === undefined || dFirstBias === undefined || dSecond === undefined || dSecondBias === undefined)
    return;
  const count = secondBias.length;
  const hidden = new Float64Array(HIDDEN);
  for (let unit = 0; unit < HIDDEN; unit += 1) {
    let sum = firstBias[unit] ?? 0;
    const row = unit * WIDTH;
    for (let at = 0; at < WIDTH; at += 1) sum += (first[row + at] ?? 0) * (input[at] ?? 0);
    hidden[unit] = Math.max(0, sum);
  }
  const sums = new Float64Array(count);
  for (let output = 0; output < count; output += 1) {
    let sum = secondBias[output] ?? 0;
    for (let unit = 0; unit < HIDDEN; unit += 1)
      sum += (second[output * HIDDEN + unit] ?? 0) * (hidden[unit] ?? 0);
    sums[output] = sum;
  }
  const most = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp(sum - most));
  const all = powers.reduce((sum, one) => sum + one, 0);
  const back = new Float64Array(HIDDEN);
  for (let output = 0; output < count; output += 1) {
    const error = (powers[output] ?? 0) / all - (output === label ? 1 : 0);
    dSecondBias[output] = (dSecondBias[output] ?? 0) + error;
    for (let unit = 0; unit < HIDDEN; unit += 1) {
      const place = output * HIDDEN + unit;
      dSecond[place] = (dSecond[place] ?? 0) + error * (hidden[unit] ?? 0);
      back[unit] = (back[unit] ?? 0) + error * (second[place] ?? 0);
    }
  }
  for (let unit = 0; unit < HIDDEN; unit += 1) {
    if ((hidden[unit] ?? 0) === 0) continue;
    const error = back[unit] ?? 0;
    dFirstBias[unit] = (dFirstBias[unit] ?? 0) + error;
    const row = unit * WIDTH;
    for (let at = 0; at < WIDTH; at += 1)
      dFirst[row + at] = (dFirst[row + at] ?? 0) + error * (input[at] ?? 0);
  }
}

function adam(
  values: Float64Array,
  gradients: Float64Array,
  moments: readonly [Float64Array, Float64Array] | undefined,
  size: number,
  decay: number,
  step: number,
): void {
  if (moments === undefined) return;
  const [means, squares] = moments;
  const rate = (RATE * Math.sqrt(1 - BETA_2 ** step)) / (1 - BETA_1 ** step);
  for (let at = 0; at < values.length; at += 1) {
    const gradient = ((gradients[at] ?? 0) + decay * (values[at] ?? 0)) / size;
    means[at] = BETA_1 * (means[at] ?? 0) + (1 - BETA_1) * gradient;
    squares[at] = BETA_2 * (squares[at] ?? 0) + (1 - BETA_2) * gradient * gradient;
    values[at] = (values[at] ?? 0) - (rate * (means[at] ?? 0)) / (Math.sqrt(squares[at] ?? 0) + SMOOTH);
  }
}

function packed({ mean, first, firstBias, second, secondBias }: Network, count: number): string {
  const [one, other] = [quantised(first, HIDDEN), quantised(second, count)];
  return Buffer.concat(
    [
      mean,
      Float32Array.from(firstBias),
      one.scales,
      Float32Array.from(secondBias),
      other.scales,
      one.weights,
      other.weights,
    ].map(({ buffer }) => Buffer.from(buffer)),
  ).toString('base64');
}

function quantised(weights: Float64Array, outputs: number): { scales: Float32Array; weights: Int8Array } {
  const inputs = weights.length / outputs;
  const scales = new Float32Array(outputs);
  for (const [at, weight] of weights.entries()) {
    const output = Math.floor(at / inputs);
    scales[output] = Math.max(scales[output] ?? 0, Math.abs(weight) / 127);
  }
  return {
    scales,
    weights: Int8Array.from(weights, (weight, at) =>
      Math.round(weight / (scales[Math.floor(at / inputs)] || 1)),
    ),
  };
}
