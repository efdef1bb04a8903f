/** A neural network with one hidden layer from the features of a pair to the relations. The weights come from recipes/memory-pairs. */
import { DENSE, WORD_ROWS } from './pair-features.ts';
import type { PairFeatures } from './pair-features.ts';
import { relations } from './relation.ts';
import type { RelationScores } from './relation.ts';

/** The number of hidden units. */
export const HIDDEN = 24;
const INPUTS = DENSE + WORD_ROWS;
const OUTPUTS = relations.length;

/** The weight of each word, so that all words together weigh the same whatever their number. */
export function wordWeight(words: number): number {
  return 1 / Math.sqrt(Math.max(1, words));
}

export class RelationHead {
  readonly #scales: Float32Array;
  readonly #second: Float32Array;
  readonly #first: Int8Array;

  private constructor(scales: Float32Array, second: Float32Array, first: Int8Array) {
    this.#scales = scales;
    this.#second = second;
    this.#first = first;
  }

  /**
   * @param base64 one float32 scale for each hidden unit; the float32 weights of the second layer, one row for each hidden unit and one of
   * biases; one int8 for each input and hidden unit
   */
  static read(base64: string): RelationHead {
    const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
    const floats = HIDDEN + (HIDDEN + 1) * OUTPUTS;
    if (bytes.length !== floats * Float32Array.BYTES_PER_ELEMENT + INPUTS * HIDDEN)
      throw new Error(`These weights are of another version: ${bytes.length} bytes.`);
    const all = new Float32Array(bytes.buffer, 0, floats);
    return new RelationHead(
      all.subarray(0, HIDDEN),
      all.subarray(HIDDEN),
      new Int8Array(bytes.buffer, floats * Float32Array.BYTES_PER_ELEMENT),
    );
  }

  scores({ dense, rows }: PairFeatures): RelationScores {
    const hidden = new Float64Array(HIDDEN);
    for (const [at, value] of dense.entries()) this.#add(hidden, at, value);
    for (const row of rows) this.#add(hidden, DENSE + row, wordWeight(rows.length));
    const active = hidden.map((sum, unit) => Math.tanh(sum * (this.#scales[unit] ?? 0)));
    const logits = Float64Array.from({ length: OUTPUTS }, (_, label) =>
      active.reduce(
        (sum, part, unit) => sum + part * (this.#second[unit * OUTPUTS + label] ?? 0),
        this.#second[HIDDEN * OUTPUTS + label] ?? 0,
      ),
    );
    const most = Math.max(...logits);
    const powers = logits.map((logit) => Math.exp(logit - most));
    const all = powers.reduce((sum, power) => sum + power, 0);
    const of = (label: number) => (powers[label] ?? 0) / all;
    return { same: of(0), newer: of(1), ended: of(2), other: of(3) };
  }

  #add(hidden: Float64Array, input: number, value: number): void {
    if (value === 0) return;
    for (let unit = 0; unit < HIDDEN; unit += 1)
      hidden[unit] = (hidden[unit] ?? 0) + value * (this.#first[input * HIDDEN + unit] ?? 0);
  }
}
