/** What the parts of the last messages mean, as vectors; a part without one is judged by its letters and words alone. */

/** In parts; each vector has 1.5 kB. */
const HELD = 600;

const held = new Map<string, Float32Array>();
let count = 0;

export function vectorOf(part: string): Float32Array | undefined {
  return held.get(part);
}

/** How many were ever held: verdicts from before the last one may be others now. */
export function vectorsHeld(): number {
  return count;
}

/** The oldest make room. @param vector of unit length */
export function hold(part: string, vector: Float32Array): void {
  count += 1;
  held.set(part, vector);
  for (const oldest of held.keys()) {
    if (held.size <= HELD) return;
    held.delete(oldest);
  }
}
