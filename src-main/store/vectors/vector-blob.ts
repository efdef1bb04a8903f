/** A vector as SQLite keeps it: float32, little endian, as is every platform Tutee runs on. */
export function vectorBlob(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** Copies, because the blob's memory need not be aligned to four bytes. */
export function blobVector(blob: Uint8Array): Float32Array {
  // `Uint8Array.from` would go byte by byte.
  return new Float32Array(new Uint8Array(blob).buffer);
}
