/** A vector as a SQLite blob: float32, little-endian like every platform Tutee runs on. */
export function vectorBlob(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** Copies, because a blob's memory may not be aligned to four bytes. */
export function blobVector(blob: Uint8Array): Float32Array {
  // `Uint8Array.from` would copy byte by byte.
  return new Float32Array(new Uint8Array(blob).buffer);
}
