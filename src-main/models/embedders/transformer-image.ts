/**
 * The memory image that the WASM kernel reads directly (recipes/embedder/transformer): the weights of a BERT encoder with a width of 384
 * and a hidden width of 1,536 in each layer, for texts of up to 256 pieces. All numbers little-endian.
 */

export interface TransformerImage {
  /** Number of pieces in the image, including special ones; a multiple of four. */
  readonly rows: number;
  readonly layers: number;
  readonly image: Uint8Array;
}

export const shape = { width: 384, inner: 4 * 384, heads: 12, longest: 256 } as const;

/** The linear maps in the order of a layer, each followed by its bias; those with `norm` also by a normalisation. */
export const linears = [
  { outputs: 3 * shape.width, inputs: shape.width, norm: false },
  { outputs: shape.width, inputs: shape.width, norm: true },
  { outputs: shape.inner, inputs: shape.width, norm: false },
  { outputs: shape.width, inputs: shape.inner, norm: true },
] as const;

export const normBytes = 2 * 4 * shape.width;
export const positionBytes = 4 * shape.longest * shape.width;

/** Size of 8-bit weights, and for each output its scale, its bias and the sum of its weights. */
export function linearBytes(outputs: number, inputs: number): number {
  return outputs * inputs + 12 * outputs;
}

export function imageBytes(rows: number, layers: number): number {
  const layer = linears.reduce(
    (sum, { outputs, inputs, norm }) => sum + linearBytes(outputs, inputs) + (norm ? normBytes : 0),
    0,
  );
  return rows * (shape.width + 4) + positionBytes + normBytes + layers * layer;
}
