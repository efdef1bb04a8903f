/** A vector as SQLite keeps it: float32, little endian, as is every platform Tutee runs on. */
export function vectorBlob(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** Copies, because the blob's memory need not be aligned to four bytes. */
export function blobVector(blob: Uint8Array): Float32Array {
  // `Uint8Array.from` would go byte by byte.
  return new Float32Array(new Uint8Array(blob).buffer);
}

/** Of two vectors of equal length. Four sums at a time: one alone would wait for itself at every step. */
function dotProduct(a: Float32Array, b: Float32Array): number {
  const whole = a.length - (a.length % 4);
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let index = 0; index < whole; index += 4) {
    first += (a[index] ?? 0) * (b[index] ?? 0);
    second += (a[index + 1] ?? 0) * (b[index + 1] ?? 0);
    third += (a[index + 2] ?? 0) * (b[index + 2] ?? 0);
    fourth += (a[index + 3] ?? 0) * (b[index + 3] ?? 0);
  }
  for (let index = whole; index < a.length; index += 1) first += (a[index] ?? 0) * (b[index] ?? 0);
  return first + second + third + fourth;
}

/** The cosine of two vectors of equal length, -1..1; 0 when one of them is zero. */
export function cosine(a: Float32Array, b: Float32Array): number {
  const squares = dotProduct(a, a) * dotProduct(b, b);
  if (squares === 0) return 0;
  return Math.max(-1, Math.min(1, dotProduct(a, b) / Math.sqrt(squares)));
}

/** Zero stays zero. */
export function ofLengthOne(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dotProduct(vector, vector));
  return length === 0 ? vector : vector.map((part) => part / length);
}
