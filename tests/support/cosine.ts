/** The cosine of two vectors of equal length, -1..1; 0 when one of them is zero. */
export function cosine(a: Float32Array, b: Float32Array): number {
  const lengths = Math.hypot(...a) * Math.hypot(...b);
  return lengths === 0 ? 0 : a.reduce((sum, part, index) => sum + part * (b[index] ?? 0), 0) / lengths;
}
