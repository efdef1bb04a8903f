import { TuteeError } from '#shared/errors.ts';
import type { Participant } from '../agents/participant.ts';
import { checkedInteger } from '../run/checked-integer.ts';
import { checkedOptions } from '../run/checked-input.ts';
import type { RunLogStore } from '../ports.ts';
import { SpentBudget } from './eval-budget.ts';
import type { EvalBudget } from './eval-budget.ts';
import { checkedDataset } from './eval-dataset.ts';
import type { EvalDataset, EvalTask } from './eval-dataset.ts';
import { addUsage, NO_USAGE, summed } from './eval-result.ts';
import type { EvalResult, EvalUsage } from './eval-result.ts';
import { evaluate } from './run-eval.ts';
import type { EvalOptions } from './run-eval.ts';
import { TuneLog } from './tune-log.ts';
import {
  checkedSpace,
  configurationAt,
  configurationKey,
  configurationName,
  drawIndexes,
  seededRandom,
  shuffled,
  sizeOf,
} from './tune-space.ts';
import type { TuneConfiguration, TuneSpace } from './tune-space.ts';

type Shared = 'judge' | 'concurrency' | 'vote' | 'prices' | 'signal' | 'environment';

export interface TuneOptions<Space extends TuneSpace> extends Pick<EvalOptions, Shared> {
  readonly dataset: EvalDataset;
  readonly space: Space;
  /** An agent or a team by a configuration, for one run. */
  readonly participant: (
    configuration: TuneConfiguration<Space>,
    task: EvalTask,
  ) => Participant | Promise<Participant>;
  /** The most that the search may use, with what an earlier process used of it. */
  readonly budget: EvalBudget;
  /** What is better: higher. Default: the mean score of the tasks. */
  readonly measure?: (result: EvalResult) => number;
  /** How many configurations of the space are tried, drawn by lot; default: all. */
  readonly maxConfigurations?: number;
  /** How many tasks the first round has; default 4, or all. */
  readonly firstTasks?: number;
  /** Each round keeps one in `eta` configurations and has `eta` times the tasks; default 3. */
  readonly eta?: number;
  /** Of the lots; default 0. */
  readonly seed?: number;
  /** Keeps what was evaluated under `id`, so that another process goes on from there. */
  readonly store?: RunLogStore;
  readonly id?: string;
}

/** A configuration that was tried, with what came of all tasks it was tried on. */
export interface TuneTrial<Space extends TuneSpace = TuneSpace> {
  readonly configuration: TuneConfiguration<Space>;
  /** In how many rounds it was; the last is the one with all tasks. */
  readonly rounds: number;
  /** How many tasks it was tried on. */
  readonly tasks: number;
  /** By `measure`; null when no task took place. */
  readonly quality: number | null;
  readonly usage: EvalUsage;
  /** In US dollars; null when a price is unknown. */
  readonly costPerTask: number | null;
  readonly requestsPerTask: number;
}

export interface TuneResult<Space extends TuneSpace = TuneSpace> {
  /** Best first: by rounds, then by quality, then by cost. */
  readonly trials: readonly TuneTrial<Space>[];
  /** Null when nothing could be evaluated. */
  readonly best: TuneTrial<Space> | null;
  /** Of the trials with the most tasks, those that no other is both at least as good and cheaper than; cheapest first. */
  readonly frontier: readonly TuneTrial<Space>[];
  readonly status: EvalResult['status'];
  readonly stopReason: string | null;
  readonly usage: EvalUsage;
}

/**
 * Searches the configuration that does best on a data set, by successive halving: all are tried on a few tasks, the best of them on more, the
 * best of those on all. What AutoGen 0.2 called enhanced inference. Throws `invalid_input` for options that cannot be used, and
 * what the store or `measure` throws.
 */
export async function tune<const Space extends TuneSpace>(
  options: TuneOptions<Space>,
): Promise<TuneResult<Space>> {
  checkedOptions(options, 'tune({ dataset, space, participant, budget })');
  const { firstTasks = 4, eta = 3, seed = 0, store, id = 'tune', budget, measure = meanScore } = options;
  const space = checkedSpace(options.space);
  const dataset = await checkedDataset(options.dataset);
  checkedOptions(budget, 'budget: { maxRequests }');
  if (Object.keys(budget).length === 0)
    throw new TuteeError('invalid_input', 'budget: Say how much the search may use.', { field: 'budget' });
  checkedInteger(firstTasks, 1, 'firstTasks');
  checkedInteger(eta, 2, 'eta');
  const maxConfigurations = checkedInteger(
    options.maxConfigurations ?? sizeOf(space),
    1,
    'maxConfigurations',
  );
  const random = seededRandom(seed);
  const drawn = drawIndexes(sizeOf(space), maxConfigurations, random);
  const tasks = shuffled(dataset.tasks, random);
  const log = await TuneLog.open(dataset, space, store, id);
  const spent = new SpentBudget(
    budget,
    log.all.reduce((sum, { usage }) => addUsage(sum, usage), NO_USAGE),
  );
  let alive = drawn.map((index): Trying => ({
    configuration: configurationAt(space, index),
    rounds: 0,
    result: null,
  }));
  const all = [...alive];
  let end: Pick<EvalResult, 'status' | 'stopReason'> = { status: 'complete', stopReason: null };
  for (let count = Math.min(firstTasks, tasks.length); ; count = Math.min(count * eta, tasks.length)) {
    const part = { name: dataset.name, tasks: tasks.slice(0, count) };
    for (const trying of alive) {
      const result = await tryOn(part, trying.configuration, options, log, spent);
      trying.result = result;
      if (result.status === 'complete') trying.rounds += 1;
      else end = result;
      if (end.status !== 'complete') break;
    }
    if (end.status !== 'complete' || count === tasks.length) break;
    alive = survivors(alive, Math.ceil(alive.length / eta), measure);
  }
  const tried = all
    .filter(({ result }) => result !== null && result.score !== null)
    .map((trying) => trialOf<Space>(trying, measure));
  const trials = tried.toSorted(byMerit(costOf(tried)));
  const most = Math.max(0, ...trials.map((trial) => trial.tasks));
  return {
    trials,
    best: trials[0] ?? null,
    frontier: frontierOf(trials.filter((trial) => trial.tasks === most)),
    status: end.status,
    stopReason: end.stopReason,
    usage: spent.used,
  };
}

interface Trying {
  readonly configuration: TuneConfiguration;
  rounds: number;
  result: EvalResult | null;
}

function meanScore({ score }: EvalResult): number {
  return score ?? 0;
}

/** Evaluates a configuration on tasks; those that it was evaluated on before are taken over. */
async function tryOn<Space extends TuneSpace>(
  dataset: EvalDataset,
  configuration: TuneConfiguration,
  options: TuneOptions<Space>,
  log: TuneLog,
  spent: SpentBudget,
): Promise<EvalResult> {
  const { judge, concurrency, vote, prices, signal, environment, participant } = options;
  const key = configurationKey(configuration);
  const own = configuration as TuneConfiguration<Space>;
  const before = log.of(key);
  const previous: EvalResult = {
    type: 'EvalResult',
    version: 1,
    dataset: dataset.name,
    name: key,
    createdAt: 0,
    status: 'complete',
    stopReason: null,
    tasks: [...before],
    ...summed(before),
  };
  return await evaluate(
    {
      dataset,
      name: configurationName(configuration),
      participant: (task) => participant(own, task),
      samples: Number(configuration['samples'] ?? 1),
      previous,
      onTask: (task) => log.add(key, task),
      ...(judge !== undefined && { judge }),
      ...(concurrency !== undefined && { concurrency }),
      ...(vote !== undefined && { vote }),
      ...(prices !== undefined && { prices }),
      ...(signal !== undefined && { signal }),
      ...(environment !== undefined && { environment }),
    },
    spent,
  );
}

/** Those that none is both as good and cheaper than, the best first, and then those that only they are better than, and so on. */
function survivors(
  alive: readonly Trying[],
  count: number,
  measure: (result: EvalResult) => number,
): Trying[] {
  let rest = alive.map((trying) => ({ trying, trial: trialOf(trying, measure) }));
  const order = byMerit(costOf(rest.map(({ trial }) => trial)));
  const kept: Trying[] = [];
  while (kept.length < count && rest.length > 0) {
    const front = frontierOf(rest.map(({ trial }) => trial));
    const best = rest
      .filter(({ trial }) => front.includes(trial))
      .toSorted((a, b) => order(a.trial, b.trial));
    kept.push(...best.slice(0, count - kept.length).map(({ trying }) => trying));
    rest = rest.filter((one) => !best.includes(one));
  }
  return kept;
}

function trialOf<Space extends TuneSpace>(
  { configuration, rounds, result }: Trying,
  measure: (result: EvalResult) => number,
): TuneTrial<Space> {
  const tried = (result?.tasks ?? []).filter(({ status }) => status !== 'skipped');
  const { usage } = summed(tried);
  const count = Math.max(1, tried.length);
  return {
    configuration: configuration as TuneConfiguration<Space>,
    rounds,
    tasks: tried.length,
    quality: result === null || tried.length === 0 ? null : finite(measure(result)),
    usage,
    costPerTask: usage.cost === null ? null : usage.cost / count,
    requestsPerTask: usage.requests / count,
  };
}

function finite(quality: number): number {
  if (Number.isFinite(quality)) return quality;
  throw new TuteeError('invalid_input', 'measure: It must return a number.', { field: 'measure' });
}

type CostOf = (trial: TuneTrial) => number;

/** In dollars; where a price is unknown, or nothing costs anything, requests say which is cheaper. */
function costOf(trials: readonly TuneTrial[]): CostOf {
  const priced = trials.every(({ costPerTask }) => costPerTask !== null);
  const paid = trials.some(({ costPerTask }) => costPerTask !== null && costPerTask > 0);
  return ({ costPerTask, requestsPerTask }) => (priced && paid ? (costPerTask ?? 0) : requestsPerTask);
}

function byMerit(cost: CostOf): (a: TuneTrial, b: TuneTrial) => number {
  return (a, b) =>
    b.rounds - a.rounds || b.tasks - a.tasks || qualityOf(b) - qualityOf(a) || cost(a) - cost(b);
}

function qualityOf({ quality }: TuneTrial): number {
  return quality ?? -Infinity;
}

/** Those that no other is both at least as good and cheaper than, or better and as cheap; the cheapest first. */
function frontierOf<Space extends TuneSpace>(all: readonly TuneTrial<Space>[]): TuneTrial<Space>[] {
  const cost = costOf(all);
  const beats = (other: TuneTrial, one: TuneTrial): boolean => {
    const better = qualityOf(other) - qualityOf(one);
    const cheaper = cost(one) - cost(other);
    return better >= 0 && cheaper >= 0 && (better > 0 || cheaper > 0);
  };
  return all.filter((one) => !all.some((other) => beats(other, one))).toSorted((a, b) => cost(a) - cost(b));
}
