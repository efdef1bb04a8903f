import { TuteeError } from '#shared/errors.ts';
import { formatTable } from './format-table.ts';
import type { EvalResult, EvalTaskResult, EvalUsage } from './eval-result.ts';

/** One task in two results; the scores are the means of its repetitions, and null where it did not take place. */
export interface ComparedTask {
  readonly id: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly change: 'better' | 'worse' | 'same' | 'only-before' | 'only-after';
}

export interface EvalComparison {
  readonly before: string;
  readonly after: string;
  readonly tasks: readonly ComparedTask[];
  readonly better: readonly string[];
  readonly worse: readonly string[];
}

/** Smaller differences of a score are none. */
const SAME = 1e-9;

/** Which tasks of a data set came out better or worse. Throws `invalid_input` for results of two data sets. */
export function compareEvals(before: EvalResult, after: EvalResult): EvalComparison {
  if (before.dataset !== after.dataset) {
    const message = `These are results of two data sets, “${before.dataset}” and “${after.dataset}”.`;
    throw new TuteeError('invalid_input', message, { field: 'dataset' });
  }
  const [old, now] = [meanScores(before.tasks), meanScores(after.tasks)];
  const tasks = [...new Set([...old.keys(), ...now.keys()])].map((id) =>
    compared(id, old.get(id) ?? null, now.get(id) ?? null),
  );
  const those = (change: ComparedTask['change']) =>
    tasks.filter((task) => task.change === change).map(({ id }) => id);
  return {
    before: before.name,
    after: after.name,
    tasks,
    better: those('better'),
    worse: those('worse'),
  };
}

function compared(id: string, before: number | null, after: number | null): ComparedTask {
  if (before === null || after === null)
    return { id, before, after, change: before === null ? 'only-after' : 'only-before' };
  if (Math.abs(after - before) < SAME) return { id, before, after, change: 'same' };
  return { id, before, after, change: after > before ? 'better' : 'worse' };
}

function meanScores(tasks: readonly EvalTaskResult[]): ReadonlyMap<string, number> {
  const scores = new Map<string, number[]>();
  for (const { id, status, score } of tasks)
    if (status !== 'skipped') scores.set(id, [...(scores.get(id) ?? []), score]);
  return new Map(
    [...scores].map(([id, all]) => [id, all.reduce((sum, one) => sum + one, 0) / all.length] as const),
  );
}

/** A result as text: a line for each task, and for each check that failed. */
export function evalReport(result: EvalResult): string {
  const { dataset, name, tasks, passRate, usage, stopReason } = result;
  const rows = tasks.map(({ id, repetition, status, passed, score, usage: used, checks, error }) => [
    repetition === 0 ? id : `${id} (${repetition + 1})`,
    status === 'checked' ? (passed ? 'passed' : 'not passed') : status,
    status === 'skipped' ? '' : percent(score),
    String(used.requests),
    money(used),
    error?.message ??
      checks
        .filter((check) => !check.passed)
        .map((check) => `${check.check}: ${check.reason}`)
        .join(' '),
  ]);
  const counted = tasks.filter(({ status }) => status !== 'skipped');
  const passed = counted.filter((task) => task.passed).length;
  const share = passRate === null ? '' : ` (${percent(passRate)})`;
  return [
    `${name} on ${dataset}: ${passed} of ${counted.length} passed${share}; ${usage.requests} requests, ${money(usage)}`,
    ...(stopReason === null ? [] : [`Not complete: ${stopReason}`]),
    '',
    formatTable(['task', 'result', 'score', 'requests', 'cost', 'why'], rows),
  ].join('\n');
}

/** A comparison as text: the tasks that changed. */
export function comparisonReport({ before, after, tasks, better, worse }: EvalComparison): string {
  const changed = tasks.filter(({ change }) => change !== 'same');
  const rows = changed.map((task) => [
    task.id,
    percentOrNone(task.before),
    percentOrNone(task.after),
    task.change,
  ]);
  return [
    `${after} against ${before}: ${better.length} better, ${worse.length} worse, ${tasks.length - changed.length} the same`,
    ...(rows.length === 0 ? [] : ['', formatTable(['task', before, after, 'change'], rows)]),
  ].join('\n');
}

function percentOrNone(value: number | null): string {
  return value === null ? '–' : percent(value);
}

export function percent(value: number): string {
  return `${Math.round(value * 100)} %`;
}

export function money({ cost }: Pick<EvalUsage, 'cost'>): string {
  if (cost === null) return 'cost unknown';
  return cost === 0 ? '$0' : cost < 0.01 ? `$${cost.toFixed(5)}` : `$${cost.toFixed(2)}`;
}
