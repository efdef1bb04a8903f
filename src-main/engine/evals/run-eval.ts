import { TuteeError } from '#shared/errors.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { Participant } from '../agents/participant.ts';
import { checkedInteger } from '../run/checked-integer.ts';
import { checkedOptions, checkedPart } from '../run/checked-input.ts';
import { systemEnvironment } from '../run/run-context.ts';
import type { Environment } from '../run/run-context.ts';
import { KNOWN_PRICES } from '../usage/known-prices.ts';
import { ModelPrices } from '../usage/model-prices.ts';
import { SpentBudget } from './eval-budget.ts';
import type { EvalBudget } from './eval-budget.ts';
import { checkedDataset } from './eval-dataset.ts';
import type { EvalDataset, EvalTask } from './eval-dataset.ts';
import { NO_USAGE, summed } from './eval-result.ts';
import type { EvalResult, EvalTaskResult } from './eval-result.ts';
import { runTask } from './run-task.ts';
import type { Vote } from './run-task.ts';

export interface EvalOptions {
  readonly dataset: EvalDataset;
  /** Of what is evaluated, for reports. */
  readonly name: string;
  /** Called for each run: an agent or a team that knows nothing of the other tasks. */
  readonly participant: (task: EvalTask) => Participant | Promise<Participant>;
  /** Asked for the checks of the type `judge`. */
  readonly judge?: ChatModel;
  /** How many tasks run at the same time; default 4. */
  readonly concurrency?: number;
  /** How often each task runs; default 1. */
  readonly repetitions?: number;
  /** How many runs of a task vote for its output; default 1. All count as used. */
  readonly samples?: number;
  /** Which of the outputs is taken; default: the one that occurs most often, the first of them when several do. */
  readonly vote?: Vote;
  readonly budget?: EvalBudget;
  /** Default: KNOWN_PRICES. */
  readonly prices?: ModelPrices;
  readonly signal?: AbortSignal;
  /** What was evaluated of the same before: tasks that were checked there are taken over. */
  readonly previous?: EvalResult;
  /** Called with each task as it ends, but not with those taken over. */
  readonly onTask?: (result: EvalTaskResult) => void | Promise<void>;
  readonly environment?: Environment;
}

/**
 * Runs an agent or a team on every task of a data set and checks what came of it. Failures are data in the result; it throws only for
 * options that cannot be used (`invalid_input`), and what `onTask` throws.
 */
export async function runEval(options: EvalOptions): Promise<EvalResult> {
  checkedOptions(options, 'runEval({ dataset, name, participant })');
  return await evaluate(options, new SpentBudget(options.budget ?? {}));
}

/** `spent`: what several evaluations may use together. */
export async function evaluate(options: EvalOptions, spent: SpentBudget): Promise<EvalResult> {
  const {
    judge,
    previous,
    environment = systemEnvironment,
    prices = new ModelPrices(KNOWN_PRICES),
  } = options;
  const { concurrency = 4, repetitions = 1, samples = 1, vote, onTask } = options;
  const dataset = await checkedDataset(options.dataset);
  if (typeof options.participant !== 'function')
    throw new TuteeError('invalid_input', 'participant: Give a function that makes an agent or a team.', {
      field: 'participant',
    });
  if (judge !== undefined) checkedPart(judge, 'judge', ['stream'], 'a model client');
  const needsJudge = dataset.tasks.findIndex(({ checks }) => checks.some(({ type }) => type === 'judge'));
  if (needsJudge >= 0 && judge === undefined)
    throw new TuteeError('invalid_input', 'judge: Give the model that the checks of the data set ask.', {
      field: 'judge',
    });
  for (const [field, value] of Object.entries({ concurrency, repetitions, samples }))
    checkedInteger(value, 1, field);
  const setup = {
    participant: options.participant,
    judge,
    samples,
    vote,
    prices,
    environment,
    signal: options.signal ?? new AbortController().signal,
    spent,
  };
  const planned = dataset.tasks.flatMap((task) =>
    Array.from({ length: repetitions }, (_, repetition) => ({ task, repetition })),
  );
  const results: EvalTaskResult[] = planned.map(({ task, repetition }) => skipped(task.id, repetition));
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next; at < planned.length; at = next) {
      next += 1;
      const one = planned[at];
      if (one === undefined) return;
      const { task, repetition } = one;
      const before = previous?.tasks.find(
        (other) => other.id === task.id && other.repetition === repetition && other.status === 'checked',
      );
      if (before !== undefined) {
        results[at] = before;
        continue;
      }
      if (setup.signal.aborted || spent.reason !== null) continue;
      const done = await runTask(task, repetition, setup);
      results[at] = done;
      if (done.status !== 'skipped' || done.usage.requests > 0) await onTask?.(done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, planned.length) }, work));
  const whole = results.every(({ status }) => status !== 'skipped');
  const cancelled = setup.signal.aborted;
  return {
    type: 'EvalResult',
    version: 1,
    dataset: dataset.name,
    name: options.name,
    createdAt: environment.now(),
    status: whole ? 'complete' : cancelled ? 'cancelled' : 'budget',
    stopReason: whole ? null : cancelled ? 'Stopped.' : spent.reason,
    tasks: results,
    ...summed(results),
  };
}

function skipped(id: string, repetition: number): EvalTaskResult {
  const nothing = { passed: false, score: 0, output: '', checks: [], error: null, usage: NO_USAGE };
  return { id, repetition, status: 'skipped', ...nothing };
}
