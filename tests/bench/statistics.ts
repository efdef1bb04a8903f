export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The nearest-rank percentile; 0 of nothing. @param share 0..1 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** Which share of the gold is among the first k found. The gold must not be empty. */
export function recallAt(found: readonly string[], gold: ReadonlySet<string>, k: number): number {
  return found.slice(0, k).filter((id) => gold.has(id)).length / gold.size;
}

export function hitAt(found: readonly string[], gold: ReadonlySet<string>, k: number): number {
  return found.slice(0, k).some((id) => gold.has(id)) ? 1 : 0;
}

/** The mean of each group, by name. */
export function meanBy<Item>(
  items: readonly Item[],
  group: (item: Item) => string,
  value: (item: Item) => number,
): Record<string, number> {
  const groups = Map.groupBy(items, group);
  const names = [...groups.keys()].sort();
  return Object.fromEntries(names.map((name) => [name, mean((groups.get(name) ?? []).map(value))]));
}
