/** The budget of a run: limits on its model requests, and how much of them is used. */
import * as z from 'zod';

const tokens = z.int().min(1).max(1_000_000_000);
const requests = z.int().min(1).max(1_000_000);

export const budgetLimitsSchema = z.strictObject({ maxTokens: tokens, maxRequests: requests });
export type BudgetLimits = z.infer<typeof budgetLimitsSchema>;

/** Limits in a component or a raise; absent ones stay unchanged. */
export const budgetSchema = z.strictObject({
  maxTokens: tokens.exactOptional(),
  maxRequests: requests.exactOptional(),
});
export type Budget = z.infer<typeof budgetSchema>;

/**
 * A task for several agents seldom needs more than 30 requests and 50,000 tokens. At the prices of large models in 2026 the whole
 * budget costs between a few cents and two dollars. An unnoticed loop uses half of it within minutes.
 */
export const DEFAULT_BUDGET: BudgetLimits = { maxTokens: 100_000, maxRequests: 100 };

export const runBudgetSchema = z.strictObject({
  ...budgetLimitsSchema.shape,
  /** Prompt and completion tokens of all requests, including failed ones and those without a message. */
  usedTokens: z.int().nonnegative(),
  usedRequests: z.int().nonnegative(),
  /** True when a server did not report the usage of a request, so that it is estimated. */
  estimated: z.boolean(),
  /** True when a person allowed the run to use more than half. */
  pastHalf: z.boolean(),
});
export type RunBudget = z.infer<typeof runBudgetSchema>;

/** The unused budget of a new run of this component. */
export function newRunBudget(component: unknown): RunBudget {
  const given = budgetIn(component);
  const unused = { usedTokens: 0, usedRequests: 0, estimated: false, pastHalf: false };
  return { ...DEFAULT_BUDGET, ...given, ...unused };
}

const withBudget = z.looseObject({ config: z.looseObject({ budget: budgetSchema }) });

function budgetIn(component: unknown): Budget {
  return withBudget.safeParse(component).data?.config.budget ?? {};
}

/** Why the next request is held: half is used and a person has not decided yet, or all is used. */
export type BudgetDue = 'half' | 'whole';

/** Null: the next request is allowed. */
export function budgetDue(budget: RunBudget): BudgetDue | null {
  const share = usedShare(budget);
  if (share >= 1) return 'whole';
  return share >= 0.5 && !budget.pastHalf ? 'half' : null;
}

/** The used share of tokens or requests, whichever is larger; can exceed 1. */
export function usedShare({ usedTokens, maxTokens, usedRequests, maxRequests }: RunBudget): number {
  return Math.max(usedTokens / maxTokens, usedRequests / maxRequests);
}

/** The budget with other limits. The question at half is skipped when more than half is used already. */
export function withLimits(budget: RunBudget, limits: Budget): RunBudget {
  const raised = { ...budget, ...limits };
  return { ...raised, pastHalf: usedShare(raised) >= 0.5 };
}

/** Doubled limits, within what the schema allows. */
export function doubled({ maxTokens, maxRequests }: BudgetLimits): BudgetLimits {
  const { data } = budgetLimitsSchema.safeParse({ maxTokens: maxTokens * 2, maxRequests: maxRequests * 2 });
  return data ?? { maxTokens, maxRequests };
}

const count = (value: number): string => value.toLocaleString('en');

/** "52,000 of 100,000 tokens and 34 of 100 requests". */
export function budgetWords(budget: RunBudget): string {
  const about = budget.estimated ? 'about ' : '';
  const tokensUsed = `${about}${count(budget.usedTokens)} of ${count(budget.maxTokens)} tokens`;
  return `${tokensUsed} and ${count(budget.usedRequests)} of ${count(budget.maxRequests)} requests`;
}
