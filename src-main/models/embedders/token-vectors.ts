/**
 * The file of the static embedder: a vocabulary and a short vector for each of its pieces. All numbers little-endian.
 *
 * | bytes | what |
 * | --- | --- |
 * | 8 | `TUTEEVEC` |
 * | 4 × 4 | format version (1), dimensions d, number of pieces n, bytes v of the vocabulary (uint32) |
 * | v | the pieces, UTF-8, one a line; filled up with line ends to a multiple of four |
 * | 4 n | the scale of each piece (float32) |
 * | d n | the vectors, row by row (int8); a vector is its row times its piece's scale |
 */

export interface TokenVectors {
  readonly dimensions: number;
  readonly vocabulary: readonly string[];
  readonly scales: Float32Array;
  /** Row by row, `dimensions` numbers each. */
  readonly rows: Int8Array;
}

const magic = 'TUTEEVEC';
const formatVersion = 1;
const headerBytes = magic.length + 4 * 4;

/** Reads the file without copying its rows. Throws when it is not such a file or is cut short. */
export function readTokenVectors(file: Uint8Array): TokenVectors {
  if (file.length < headerBytes || decode(file.subarray(0, magic.length)) !== magic) {
    throw new Error('The file of the embedder is not one.');
  }
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const numbers = [0, 1, 2, 3].map((index) => view.getUint32(magic.length + 4 * index, true));
  const [version = 0, dimensions = 0, count = 0, vocabularyBytes = 0] = numbers;
  const scalesAt = headerBytes + vocabularyBytes;
  const rowsAt = scalesAt + 4 * count;
  if (version !== formatVersion) throw new Error(`The embedder's file has the unknown format ${version}.`);
  if (file.length !== rowsAt + dimensions * count) throw new Error("The embedder's file is cut short.");
  return {
    dimensions,
    vocabulary: decode(file.subarray(headerBytes, scalesAt)).split('\n').slice(0, count),
    // A copy, because floats must lie at a multiple of four. Every machine Tutee runs on is little-endian, as the file is.
    scales: new Float32Array(file.buffer.slice(file.byteOffset + scalesAt, file.byteOffset + rowsAt)),
    rows: new Int8Array(file.buffer, file.byteOffset + rowsAt, dimensions * count),
  };
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
