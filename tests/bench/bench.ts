/** What a bench is. Each file here that is named after a bench exports one; run.ts is the only one that knows them all. */

export interface BenchContext {
  /** The folder of the data set; null for benches that make their own data. */
  readonly dataDir: string | null;
  /** `--n`, for benches that run at several sizes. */
  readonly sizes: readonly number[];
  /** `--peers`: the same work elsewhere too, for benches that know it. */
  readonly peers: boolean;
  /** Progress, for a person who waits; one line. */
  readonly progress: (line: string) => void;
}

/** A figure, or figures by name such as one for each category. */
export type Measure = number | Readonly<Record<string, number>>;

export interface BenchResult {
  readonly measures: Readonly<Record<string, Measure>>;
  /** What the figures depend on: budgets, embedder, sizes. */
  readonly settings: Readonly<Record<string, string | number>>;
}

export interface Bench {
  readonly name: string;
  /** The data set's folder name; null when the bench needs none. */
  readonly dataSet: string | null;
  run(context: BenchContext): Promise<BenchResult>;
}

/** Something the caller of a bench has to put right: a wrong name, missing data. Shown as it is. */
export class BenchUsageError extends Error {
  override readonly name = 'BenchUsageError';
}
