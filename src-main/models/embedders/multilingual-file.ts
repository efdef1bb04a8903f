/**
 * The file of the multilingual transformer: a unigram vocabulary, 4-bit weights (four-bit-rows.ts) and a map into another model's space. All
 * numbers little-endian; w is the width of the model, 384.
 *
 * | bytes | what |
 * | --- | --- |
 * | 8 | `TUTEEUNI` |
 * | 5 × 4 | format version (1), number of pieces n, rows r of the word table, layers, bytes v of the vocabulary (uint32) |
 * | 4 | the score of a character that no piece covers (float32) |
 * | v | the pieces, UTF-8, one a line; filled up with line ends to a multiple of sixteen |
 * | 4 n | the scores of the pieces (float32) |
 * | r w × 18 / 32 | the word table; its rows n, n + 1 and n + 2 stand for an unknown piece, the beginning and the end of a text |
 * | rest | positions, a normalisation (gains, then biases), the layers as in transformer-image.ts but with 4-bit rows and a bias only (float32) |
 * | 4 w (w + 1) | the map: a matrix, a row for each number that goes in, and what is added (float32) |
 */
import { FourBitRow, fourBitBytes } from './four-bit-rows.ts';
import { imageBytes, linearBytes, linears, normBytes, positionBytes, shape } from './transformer-image.ts';
import type { TransformerImage } from './transformer-image.ts';
import type { UnigramVocabulary } from './unigram-pieces.ts';

export interface MultilingualFile {
  readonly vocabulary: UnigramVocabulary;
  /** The word table, in the format of four-bit-rows.ts. */
  readonly words: Uint8Array;
  /** Has room for the pieces of one text; their rows are written there before the text is embedded. */
  readonly image: TransformerImage;
  /** Maps from the model's own space to the other's: `matrix` has one row for each input dimension. */
  readonly map: { readonly matrix: Float32Array; readonly offset: Float32Array };
}

const magic = 'TUTEEUNI';
const formatVersion = 1;
const headerBytes = 32;
const headSize = shape.width / shape.heads;

/**
 * Takes about 400 ms to convert the weights to 8 bits. The word table remains a view of `file`, because a copy would take more memory than
 * it saves. Throws if the file is truncated or has another format.
 * @param textRows the maximum number of pieces of one text, a multiple of four
 */
export function readMultilingualFile(file: Uint8Array, textRows: number): MultilingualFile {
  const reader = new Reader(file);
  if (file.length < headerBytes || reader.text(magic.length) !== magic)
    throw new Error('The file of the embedder is not one.');
  const [version = 0, count = 0, rows = 0, layers = 0, vocabularyBytes = 0] = reader.numbers(5);
  if (version !== formatVersion) throw new Error(`The embedder's file has the unknown format ${version}.`);
  const unknownScore = reader.floats(1)[0] ?? 0;
  const pieces = reader.text(vocabularyBytes).split('\n').slice(0, count);
  const vocabulary = { pieces, scores: reader.floats(count), unknownScore };
  const words = reader.bytes(fourBitBytes(rows, shape.width));
  const image = readImage(reader, textRows, layers);
  const map = {
    matrix: reader.floats(shape.width * shape.width),
    offset: reader.floats(shape.width),
  };
  return { vocabulary, words, image, map };
}

function readImage(reader: Reader, rows: number, layers: number): TransformerImage {
  const image = new Uint8Array(imageBytes(rows, layers));
  let at = rows * (shape.width + 4);
  const copy = (bytes: number) => {
    image.set(reader.bytes(bytes), at);
    at += bytes;
  };
  copy(positionBytes);
  copy(normBytes);
  for (let layer = 0; layer < layers; layer += 1) {
    for (const linear of linears) {
      at = readLinear(reader, image, at, linear);
      if (linear.norm) copy(normBytes);
    }
  }
  return { rows, layers, image };
}

/** Returns the offset of the next part of the image. */
function readLinear(
  reader: Reader,
  image: Uint8Array,
  at: number,
  { outputs, inputs }: (typeof linears)[number],
): number {
  const rows = reader.bytes(fourBitBytes(outputs, inputs));
  const row = new FourBitRow(inputs);
  const scales = new Float32Array(outputs);
  const bias = reader.floats(outputs);
  const sums = new Int32Array(outputs);
  const weights = new Int8Array(image.buffer, at, outputs * inputs);
  // The first third of the widest matrix are queries; the kernel expects them scaled for its dot products.
  const queries = outputs === 3 * shape.width ? shape.width : 0;
  for (let output = 0; output < outputs; output += 1) {
    row.read(rows, output);
    const scale = output < queries ? headSize ** -0.5 : 1;
    scales[output] = row.scale * scale;
    bias[output] = (bias[output] ?? 0) * scale;
    sums[output] = row.sum;
    placeRow(weights, row.numbers, output);
  }
  let next = at + weights.length;
  for (const part of [scales, bias, sums]) {
    image.set(new Uint8Array(part.buffer), next);
    next += part.byteLength;
  }
  return at + linearBytes(outputs, inputs);
}

/** Eight outputs by four inputs are stored together: two vectors of 16 bytes that are multiplied by the same four inputs. */
function placeRow(weights: Int8Array, numbers: Int8Array, output: number): void {
  const block = (output >> 3) * 8 * numbers.length + ((output >> 2) & 1) * 16 + (output & 3) * 4;
  for (let input = 0; input < numbers.length; input += 1)
    weights[block + (input >> 2) * 32 + (input & 3)] = numbers[input] ?? 0;
}

/** Reads the parts of a file in order. */
class Reader {
  readonly #file: Uint8Array;
  #at = 0;

  constructor(file: Uint8Array) {
    // Slices of a Buffer are views; slices of this are copies.
    this.#file = new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  }

  bytes(length: number): Uint8Array {
    if (this.#at + length > this.#file.length) throw new Error("The embedder's file is cut short.");
    this.#at += length;
    return this.#file.subarray(this.#at - length, this.#at);
  }

  text(length: number): string {
    return new TextDecoder().decode(this.bytes(length));
  }

  numbers(count: number): Uint32Array {
    return new Uint32Array(this.bytes(4 * count).slice().buffer);
  }

  floats(count: number): Float32Array {
    return new Float32Array(this.bytes(4 * count).slice().buffer);
  }
}
