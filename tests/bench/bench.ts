/** The interface of a bench. Each file here named after a bench exports one; run.ts lists them all. */

export interface BenchContext {
  /** The folder of the data set; null for benches that generate their data. */
  readonly dataDir: string | null;
  /** `--n`: the sizes to run at. */
  readonly sizes: readonly number[];
  /** `--peers`: run the same work in other libraries too. */
  readonly peers: boolean;
  /** `--model`: learn with scripted weak models as well. */
  readonly weakModels: boolean;
  /** Prints one line of progress. */
  readonly progress: (line: string) => void;
}

/** A figure, or figures by name, for example one per category. */
export type Measure = number | Readonly<Record<string, number>>;

export interface BenchResult {
  readonly measures: Readonly<Record<string, Measure>>;
  /** What the figures depend on: budgets, embedder, sizes. */
  readonly settings: Readonly<Record<string, string | number>>;
}

export interface Bench {
  readonly name: string;
  /** Name of the data set's folder; null when the bench needs none. */
  readonly dataSet: string | null;
  run(context: BenchContext): Promise<BenchResult>;
}

/**
 * An error that the caller of a bench has to correct, such as a wrong name or missing data. Printed without a stack trace.
 */
export class BenchUsageError extends Error {
  override readonly name = 'BenchUsageError';
}
