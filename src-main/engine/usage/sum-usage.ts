import type { AgentMessage } from '#shared/agents/messages.ts';
import type { ModelPrices, Used } from './model-prices.ts';

/** What requests used, and what they cost as far as that is known. */
export interface UsageSum {
  readonly requests: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** How many of `requests` were answered from the cache. Their tokens are in `cachedTokens` and nowhere else. */
  readonly cachedRequests: number;
  readonly cachedTokens: number;
  /** In US dollars; null when what one of the models costs is not known. */
  readonly cost: number | null;
  /** What is known of the cost, and the models whose price is not. */
  readonly knownCost: number;
  readonly unpriced: readonly string[];
}

/** Of no requests at all, which cost nothing. */
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

/** What each agent of a run used, by its name, in the order in which they first asked a model. */
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

/** What a whole run used. */
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
