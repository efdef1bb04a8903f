/** A cache with this many texts is cleared: a few megabytes at most. */
const MOST_KEPT = 30_000;

/** The caches of all functions. */
const all: Map<string, unknown>[] = [];

/**
 * Caches the result of a function of a text, because every recall compares the same memories. The key is the text itself: an entry can never
 * be out of date, and a change of anything else about a memory loses no entry.
 */
export function cachedByText<Value>(workOut: (text: string) => Value): (text: string) => Value {
  const kept = new Map<string, Value>();
  all.push(kept);
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    if (kept.size >= MOST_KEPT) kept.clear();
    const value = workOut(text);
    kept.set(text, value);
    return value;
  };
}

/** Registers another cache with the user's texts as keys, so that it is cleared with the others. */
export function registerTextCache(kept: Map<string, unknown>): void {
  all.push(kept);
}

/** Clears all caches, so that no text that was forgotten for good stays in memory. */
export function clearTextCaches(): void {
  for (const kept of all) kept.clear();
}
