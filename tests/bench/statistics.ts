export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The nearest-rank percentile; 0 for no values. @param share 0..1 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** The share of the gold ids among the first k found. `gold` must not be empty. */
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

export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 2_000;

/**
 * The mean with its 95 % interval by bootstrap over clusters (whole conversations are drawn, since questions about one are not
 * independent; Field and Welsh, "Bootstrapping clustered data", 2007). Seeded: equal values give the same interval.
 */
export function clusteredMean<Item>(
  items: readonly Item[],
  cluster: (item: Item) => string,
  value: (item: Item) => number,
): Interval {
  const clusters = [...Map.groupBy(items, cluster).values()].map((own) => own.map(value));
  const next = generator(17);
  const means = Array.from({ length: RESAMPLES }, () =>
    mean(clusters.flatMap(() => clusters[Math.floor(next() * clusters.length)] ?? [])),
  );
  return { mean: mean(items.map(value)), low: percentile(means, 0.025), high: percentile(means, 0.975) };
}

/** Mulberry32: 0..1, the same for the same seed on every machine. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
