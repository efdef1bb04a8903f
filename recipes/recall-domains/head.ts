/** One domain's logistic head over vectors of length one, trained by gradient descent with momentum on all examples at once. */

const ROUNDS = 400;
const RATE = 0.5;
const MOMENTUM = 0.9;
const DECAY = 1e-3;
/** Vectors are this much longer while training, so that weights need not grow so far. */
const LENGTH = 6;
/** Examples of the domain count for more the rarer they are, up to this. */
const MOST_WEIGHT = 10 ** 0.5;
/** Most sentences are of other domains. */
const FIRST_BIAS = -2;

export interface Head {
  readonly weights: Float64Array;
  readonly bias: number;
}

export function trainedHead(vectors: readonly Float32Array[], isOf: readonly boolean[]): Head {
  const size = vectors[0]?.length ?? 0;
  const held = isOf.filter(Boolean).length;
  const weight = Math.min(MOST_WEIGHT, Math.sqrt((isOf.length - held) / Math.max(1, held)));
  const weights = new Float64Array(size + 1);
  weights[size] = FIRST_BIAS;
  const step = new Float64Array(size + 1);
  const all = held * weight + isOf.length - held;
  for (let round = 0; round < ROUNDS; round += 1) {
    const gradient = new Float64Array(size + 1);
    for (const [at, vector] of vectors.entries()) {
      const wanted = isOf[at] === true ? 1 : 0;
      const error = (likelihood(weights, vector) - wanted) * (wanted === 1 ? weight : 1);
      for (let part = 0; part < size; part += 1)
        gradient[part] = (gradient[part] ?? 0) + error * LENGTH * (vector[part] ?? 0);
      gradient[size] = (gradient[size] ?? 0) + error;
    }
    for (let part = 0; part <= size; part += 1) {
      const decay = part === size ? 0 : DECAY * (weights[part] ?? 0);
      step[part] = MOMENTUM * (step[part] ?? 0) + (gradient[part] ?? 0) / all + decay;
      weights[part] = (weights[part] ?? 0) - RATE * (step[part] ?? 0);
    }
  }
  return {
    weights: weights.slice(0, size).map((one) => one * LENGTH),
    bias: weights[size] ?? 0,
  };
}

function likelihood(weights: Float64Array, vector: Float32Array): number {
  let sum = weights[vector.length] ?? 0;
  for (const [part, value] of vector.entries()) sum += (weights[part] ?? 0) * value * LENGTH;
  return 1 / (1 + Math.exp(-sum));
}
