import { ROWS } from './act-features.ts';
import type { Feature } from './act-features.ts';

/** A linear classifier over hashed features, with 8-bit weights and one scale for each label. */
export class LinearHead {
  readonly #scales: Float32Array;
  readonly #weights: Int8Array;

  private constructor(scales: Float32Array, weights: Int8Array) {
    this.#scales = scales;
    this.#weights = weights;
  }

  /** @param base64 one float32 scale for each label, then one int8 for each row and label */
  static read(base64: string, labels: number): LinearHead {
    const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
    const split = labels * Float32Array.BYTES_PER_ELEMENT;
    if (bytes.length !== split + labels * ROWS)
      throw new Error(`These weights are of another version: ${bytes.length} bytes.`);
    return new LinearHead(new Float32Array(bytes.buffer, 0, labels), new Int8Array(bytes.buffer, split));
  }

  /** The likelihood of each label, 0 to 1; they sum to 1. */
  scores(features: readonly Feature[]): Float64Array {
    const count = this.#scales.length;
    const sums = new Float64Array(count);
    for (const { row, value } of features)
      for (let label = 0; label < count; label += 1)
        sums[label] = (sums[label] ?? 0) + (this.#weights[row * count + label] ?? 0) * value;
    const logits = sums.map((sum, label) => sum * (this.#scales[label] ?? 0));
    const most = Math.max(...logits);
    const powers = logits.map((logit) => Math.exp(logit - most));
    const all = powers.reduce((sum, power) => sum + power, 0);
    return powers.map((power) => power / all);
  }
}
