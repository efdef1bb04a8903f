/** The budget of a run: limits on its model requests, and how much of them is used; budget-use.ts calculates with it. */
import * as z from 'zod';
import { mostBudget } from '../limits.ts';

const tokens = z.int().min(1).max(mostBudget.tokens);
const requests = z.int().min(1).max(mostBudget.requests);

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
