import type { AgentRun, UsageTotal } from '#shared/agents/agent-run.ts';
import type { RunStatus, RunView } from '#shared/agents/run-view.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { CommandOutput } from '#shared/contract/commands.ts';
import type { ModelPrices } from '../../engine/usage/model-prices.ts';
import { sumUsage, usageByAgent } from '../../engine/usage/sum-usage.ts';
import type { UsageSum } from '../../engine/usage/sum-usage.ts';
import type { RunStore } from '../ports.ts';

const DAY = 24 * 60 * 60 * 1_000;
/** How many of the latest runs are listed with their own sums. */
const RUNS_SUMMED = 100;

export interface KeptRun {
  readonly run: AgentRun;
  readonly store: RunStore;
  readonly temporary: boolean;
  /** The status of the active run; null: it is not active. */
  readonly live: RunStatus | null;
}

export function runView({ run, store, temporary, live }: KeptRun, prices: ModelPrices): RunView {
  return {
    ...run,
    temporary,
    status: live ?? run.status,
    usage: plain(sumUsage(store.usageOf(run.id), prices)),
  };
}

export function byAgent(messages: readonly AgentMessage[], prices: ModelPrices) {
  return [...usageByAgent(messages, prices)].map(([agent, sum]) => ({ agent, ...plain(sum) }));
}

/** Sums of the last `days` days up to now. */
export function usageOver(
  store: RunStore,
  days: number,
  now: number,
  prices: ModelPrices,
): CommandOutput<'runs.usage'> {
  const totals = store.usageBetween(startOfDay(now) - (days - 1) * DAY, now + 1);
  const { items } = store.list({}, null, RUNS_SUMMED);
  return {
    total: plain(sumUsage(totals, prices)),
    byDay: grouped(totals, ({ day }) => day, prices)
      .map(([day, sum]) => ({ day, ...sum }))
      .toReversed(),
    byAgent: grouped(totals, ({ agent }) => agent, prices).map(([agent, sum]) => ({ agent, ...sum })),
    byModel: grouped(totals, ({ model }) => model, prices).map(([model, sum]) => ({ model, ...sum })),
    byRun: items.map(({ id, name }) => ({
      runId: id,
      name,
      ...plain(sumUsage(store.usageOf(id), prices)),
    })),
  };
}

function grouped(
  totals: readonly UsageTotal[],
  keyOf: (total: UsageTotal) => string,
  prices: ModelPrices,
): [string, RunView['usage']][] {
  return [...Map.groupBy(totals, keyOf)].map(([key, some]) => [key, plain(sumUsage(some, prices))]);
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

function plain(sum: UsageSum): RunView['usage'] {
  return { ...sum, unpriced: [...sum.unpriced] };
}
