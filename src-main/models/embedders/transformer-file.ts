/**
 * The file of the transformer: a vocabulary and the image of its weights, which the WASM kernel reads as it lies there
 * (recipes/embedder/transformer). All numbers little-endian.
 *
 * | bytes | what |
 * | --- | --- |
 * | 8 | `TUTEETRF` |
 * | 4 × 4 | format version (1), number of pieces n, rows of the image, bytes v of the vocabulary (uint32) |
 * | 8 | zeros |
 * | v | the pieces, UTF-8, one a line; filled up with line ends to a multiple of sixteen |
 * | rest | the image; its rows n, n + 1 and n + 2 stand for an unknown word, the beginning and the end of a text |
 */
import { imageBytes } from './transformer-image.ts';
import type { TransformerImage } from './transformer-image.ts';

export interface TransformerFile extends TransformerImage {
  readonly vocabulary: readonly string[];
}

const magic = 'TUTEETRF';
const formatVersion = 1;
const headerBytes = 32;
const layers = 6;

/** Reads the file without copying its image. Throws when it is not such a file or is cut short. */
export function readTransformerFile(file: Uint8Array): TransformerFile {
  if (file.length < headerBytes || decode(file.subarray(0, magic.length)) !== magic) {
    throw new Error('The file of the embedder is not one.');
  }
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const numbers = [0, 1, 2, 3].map((index) => view.getUint32(magic.length + 4 * index, true));
  const [version = 0, count = 0, rows = 0, vocabularyBytes = 0] = numbers;
  if (version !== formatVersion) throw new Error(`The embedder's file has the unknown format ${version}.`);
  const image = file.subarray(headerBytes + vocabularyBytes);
  if (image.length !== imageBytes(rows, layers)) throw new Error("The embedder's file is cut short.");
  const text = decode(file.subarray(headerBytes, headerBytes + vocabularyBytes));
  return { vocabulary: text.split('\n').slice(0, count), rows, layers, image };
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
