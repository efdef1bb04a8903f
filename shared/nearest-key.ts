/** The known key nearest to a misspelt one; null when none is within two edits and less than half of its length. */
export function nearestKey(given: string, known: readonly string[]): string | null {
  if (given.length > 60) return null;
  const near = known
    .map((key) => ({ key, distance: distanceOf(given.toLowerCase(), key.toLowerCase()) }))
    .filter(({ key, distance }) => distance <= 2 && distance * 2 < key.length)
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.key ?? null;
}

/** The Levenshtein distance. */
function distanceOf(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [row, letter] of Array.from(one).entries()) {
    const line = [row + 1];
    for (const [at, wanted] of Array.from(other).entries()) {
      const changed = (above[at] ?? 0) + (letter === wanted ? 0 : 1);
      line.push(Math.min(changed, (above[at + 1] ?? 0) + 1, (line[at] ?? 0) + 1));
    }
    above = line;
  }
  return above.at(-1) ?? 0;
}
