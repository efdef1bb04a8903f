import { createHash } from 'node:crypto';
import * as z from 'zod';
import { TuteeError } from '#shared/errors.ts';
import { canonicalJson } from '../model-clients/request-key.ts';
import type { RunLogStore } from '../ports.ts';
import type { EvalDataset } from './eval-dataset.ts';
import { evalTaskResultSchema } from './eval-result.ts';
import type { EvalTaskResult } from './eval-result.ts';
import type { TuneSpace } from './tune-space.ts';

const headSchema = z.strictObject({
  type: z.literal('TuneLog'),
  version: z.literal(1),
  /** Digest of the data set and the space. */
  of: z.string(),
});
const entrySchema = z.strictObject({ configuration: z.string(), task: evalTaskResultSchema });

type Append = (entry: object) => void | Promise<void>;

/** What a search has evaluated: each task of each configuration as soon as it is there. */
export class TuneLog {
  readonly #append: Append;
  /** By key of the configuration. */
  readonly #results: Map<string, EvalTaskResult[]>;

  private constructor(results: Map<string, EvalTaskResult[]>, append: Append) {
    this.#results = results;
    this.#append = append;
  }

  /**
   * @param store absent: nothing is kept beyond this process. Throws `invalid_input` when the log is of another search.
   */
  static async open(
    dataset: EvalDataset,
    space: TuneSpace,
    store: RunLogStore | undefined,
    id: string,
  ): Promise<TuneLog> {
    const results = new Map<string, EvalTaskResult[]>();
    if (store === undefined) return new TuneLog(results, () => undefined);
    const of = createHash('sha256')
      .update(canonicalJson({ dataset: described(dataset), space }))
      .digest('hex');
    const [first, ...entries] = await store.read(id);
    if (first === undefined) await store.append(id, { type: 'TuneLog', version: 1, of });
    else if (headSchema.safeParse(first).data?.of !== of) {
      const message = `“${id}” is the log of another search: its data set or its space differ. Give another id.`;
      throw new TuteeError('invalid_input', message, { field: 'id' });
    }
    for (const entry of entries) {
      const { configuration, task } = entrySchema.parse(entry);
      results.set(configuration, [...(results.get(configuration) ?? []), task]);
    }
    return new TuneLog(results, (entry) => store.append(id, entry));
  }

  /** Everything that was evaluated, also what was skipped: it was paid. */
  get all(): readonly EvalTaskResult[] {
    return [...this.#results.values()].flat();
  }

  of(configuration: string): readonly EvalTaskResult[] {
    return this.#results.get(configuration) ?? [];
  }

  async add(configuration: string, task: EvalTaskResult): Promise<void> {
    this.#results.set(configuration, [...this.of(configuration), task]);
    await this.#append({ configuration, task });
  }
}

/** A data set as data: of a check of the program's own, its name. */
function described({ name, tasks }: EvalDataset): unknown {
  return {
    name,
    tasks: tasks.map(({ id, task, checks }) => ({
      id,
      task,
      checks: checks.map((check) => (check.type === 'own' ? { type: 'own', name: check.name } : check)),
    })),
  };
}
