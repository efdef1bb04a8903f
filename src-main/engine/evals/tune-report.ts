import { money } from './eval-report.ts';
import { formatTable } from './format-table.ts';
import type { TuneResult, TuneTrial } from './tune.ts';

/** A search as text: its trials, the best first, those of the frontier of quality and cost with a star. */
export function tuneReport({ trials, frontier, usage, stopReason }: TuneResult): string {
  const names = [...new Set(trials.flatMap(({ configuration }) => Object.keys(configuration)))];
  const rows = trials.map((trial) => [
    frontier.includes(trial) ? '*' : '',
    ...names.map((name) => String(trial.configuration[name])),
    String(trial.tasks),
    quality(trial),
    money({ cost: trial.costPerTask }),
    trial.requestsPerTask.toFixed(1),
  ]);
  return [
    `${trials.length} configurations tried; ${usage.requests} requests, ${money(usage)}`,
    ...(stopReason === null ? [] : [`Not complete: ${stopReason}`]),
    '',
    formatTable(['', ...names, 'tasks', 'quality', 'cost per task', 'requests per task'], rows),
  ].join('\n');
}

function quality({ quality: value }: TuneTrial): string {
  return value === null ? '–' : value.toFixed(2);
}
