/** The vectors of the parts of recent messages. A part without a vector is classified by its letters and words only. */

/** Maximum number of parts; each vector takes 1.5 kB. */
const MAX_PARTS = 600;

const vectors = new Map<string, Float32Array>();
let count = 0;

export function vectorOf(part: string): Float32Array | undefined {
  return vectors.get(part);
}

/** How many vectors have been added so far. A result computed at a lower count may be outdated. */
export function countCachedVectors(): number {
  return count;
}

/**
 * Adds a vector; the oldest is dropped if there are too many.
 * @param vector of segment length
 */
export function cacheVector(part: string, vector: Float32Array): void {
  count += 1;
  vectors.set(part, vector);
  for (const oldest of vectors.keys()) {
    if (vectors.size <= MAX_PARTS) return;
    vectors.delete(oldest);
  }
}
