/** A small neural network over the vector of a part: one hidden layer, 8-bit weights. */

/** Dimensions of the vectors. */
export const WIDTH = 384;
export const HIDDEN = 128;

export class MeaningHead {
  readonly #labels: number;
  readonly #mean: Float32Array;
  readonly #first: Layer;
  readonly #second: Layer;

  private constructor(labels: number, mean: Float32Array, first: Layer, second: Layer) {
    this.#labels = labels;
    this.#mean = mean;
    this.#first = first;
    this.#second = second;
  }

  /**
   * @param base64 the mean of all vectors, then for each layer its biases, one scale for each output (float32), and its weights by output
   * (int8)
   */
  static read(base64: string, labels: number): MeaningHead {
    const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
    const floats = 4 * (WIDTH + 2 * HIDDEN + 2 * labels);
    if (bytes.length !== floats + WIDTH * HIDDEN + HIDDEN * labels)
      throw new Error(`These weights are of another version: ${bytes.length} bytes.`);
    let at = 0;
    const take = (count: number) => {
      const taken = new Float32Array(bytes.buffer, at, count);
      at += 4 * count;
      return taken;
    };
    const mean = take(WIDTH);
    const [firstBias, firstScale, secondBias, secondScale] = [
      take(HIDDEN),
      take(HIDDEN),
      take(labels),
      take(labels),
    ];
    const first = {
      bias: firstBias,
      scale: firstScale,
      weights: new Int8Array(bytes.buffer, at, WIDTH * HIDDEN),
    };
    const second = {
      bias: secondBias,
      scale: secondScale,
      weights: new Int8Array(bytes.buffer, at + WIDTH * HIDDEN),
    };
    return new MeaningHead(labels, mean, first, second);
  }

  /**
   * The logarithm of each label's likelihood.
   * @param vector of unit length
   */
  logScores(vector: Float32Array): Float64Array {
    const hidden = outputs(this.#first, centred(vector, this.#mean), HIDDEN).map((sum) => Math.max(0, sum));
    const sums = outputs(this.#second, hidden, this.#labels);
    const most = Math.max(...sums);
    const all = most + Math.log(sums.reduce((sum, one) => sum + Math.exp(one - most), 0));
    return sums.map((one) => one - all);
  }
}

interface Layer {
  readonly bias: Float32Array;
  readonly scale: Float32Array;
  readonly weights: Int8Array;
}

/** Sentence vectors lie close together, so their mean is subtracted and the rest is scaled to a fixed length. */
export function centred(vector: Float32Array, mean: Float32Array): Float64Array {
  const off = Float64Array.from(vector, (value, at) => value - (mean[at] ?? 0));
  const length = Math.sqrt(off.reduce((sum, value) => sum + value * value, 0));
  return off.map((value) => (value * SPREAD) / (length || 1));
}

/** The length of the inputs; with inputs of about this size training converges in a few epochs. */
const SPREAD = 4;

function outputs({ bias, scale, weights }: Layer, inputs: Float64Array, count: number): Float64Array {
  const sums = new Float64Array(count);
  for (let output = 0; output < count; output += 1) {
    let sum = 0;
    const row = output * inputs.length;
    for (let input = 0; input < inputs.length; input += 1)
      sum += (weights[row + input] ?? 0) * (inputs[input] ?? 0);
    sums[output] = sum * (scale[output] ?? 0) + (bias[output] ?? 0);
  }
  return sums;
}
