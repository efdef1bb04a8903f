import type { AgentMessage } from '#shared/agents/messages.ts';
import type { ModelPrices, Used } from './model-prices.ts';

/** Summed usage of requests and its cost, as far as prices are known. */
export interface UsageSum {
  readonly requests: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** How many of `requests` were answered from the cache. Their tokens count in `cachedTokens` only. */
  readonly cachedRequests: number;
  readonly cachedTokens: number;
  /** In US dollars; null when the price of any model is unknown. */
  readonly cost: number | null;
  /** The part of the cost that is known, and the models without a price. */
  readonly knownCost: number;
  readonly unpriced: readonly string[];
}

/** The sum of no requests. */
const NOTHING: UsageSum = {
  requests: 0,
  promptTokens: 0,
  completionTokens: 0,
  cachedRequests: 0,
  cachedTokens: 0,
  cost: 0,
  knownCost: 0,
  unpriced: [],
};

export function sumUsage(usages: readonly Used[], prices: ModelPrices): UsageSum {
  return usages.reduce((sum, usage) => plus(sum, usage, prices), NOTHING);
}

/** Usage by agent name, in the order of their first request. */
export function usageByAgent(
  messages: readonly AgentMessage[],
  prices: ModelPrices,
): ReadonlyMap<string, UsageSum> {
  const sums = new Map<string, UsageSum>();
  for (const { source, modelsUsage } of messages) {
    if (modelsUsage !== null) sums.set(source, plus(sums.get(source) ?? NOTHING, modelsUsage, prices));
  }
  return sums;
}

/** Usage of a whole run. */
export function usageOfRun(messages: readonly AgentMessage[], prices: ModelPrices): UsageSum {
  return sumUsage(
    messages.flatMap(({ modelsUsage }) => modelsUsage ?? []),
    prices,
  );
}

function plus(sum: UsageSum, usage: Used, prices: ModelPrices): UsageSum {
  const { promptTokens, completionTokens, cached, model, requests = 1 } = usage;
  if (cached) {
    return {
      ...sum,
      requests: sum.requests + requests,
      cachedRequests: sum.cachedRequests + requests,
      cachedTokens: sum.cachedTokens + promptTokens + completionTokens,
    };
  }
  const cost = prices.costOf(usage);
  const known = sum.unpriced.includes(model) || cost !== null;
  return {
    ...sum,
    requests: sum.requests + requests,
    promptTokens: sum.promptTokens + promptTokens,
    completionTokens: sum.completionTokens + completionTokens,
    cost: cost === null || sum.cost === null ? null : sum.cost + cost,
    knownCost: sum.knownCost + (cost ?? 0),
    unpriced: known ? sum.unpriced : [...sum.unpriced, model],
  };
}
