/** How many texts are kept before starting over: some megabytes at most. */
const MOST_KEPT = 30_000;

/** What each of them keeps. */
const all: Map<string, unknown>[] = [];

/**
 * What was worked out for a text, kept because each recall compares the same memories again. Keyed by the text itself, so
 * that a change of anything else about a memory loses nothing, and nothing can be out of date.
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

/** Texts are let go when some were forgotten for good; what was worked out for the others is worked out again. */
export function clearTextCaches(): void {
  for (const kept of all) kept.clear();
}
