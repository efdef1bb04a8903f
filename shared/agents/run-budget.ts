/** What the requests of one run may use: how it is set, and how much of it is used. */
import * as z from 'zod';

const tokens = z.int().min(1).max(1_000_000_000);
const requests = z.int().min(1).max(1_000_000);

export const budgetLimitsSchema = z.strictObject({ maxTokens: tokens, maxRequests: requests });
export type BudgetLimits = z.infer<typeof budgetLimitsSchema>;

/** As it stands in a component, or in what a person raises: what is left out stays as it is. */
export const budgetSchema = z.strictObject({
  maxTokens: tokens.exactOptional(),
  maxRequests: requests.exactOptional(),
});
export type Budget = z.infer<typeof budgetSchema>;

/**
 * A task that several agents work on seldom needs more than 30 requests and 50,000 tokens; at the prices of large models in
 * 2026 the whole is between a few cents and two dollars. A loop that nobody notices reaches the half within minutes.
 */
export const DEFAULT_BUDGET: BudgetLimits = { maxTokens: 100_000, maxRequests: 100 };

export const runBudgetSchema = z.strictObject({
  ...budgetLimitsSchema.shape,
  /** Sent and answered, of all requests of the run, also of those that failed or are in nobody's message. */
  usedTokens: z.int().nonnegative(),
  usedRequests: z.int().nonnegative(),
  /** True when a server did not say what a request used: that is estimated. */
  estimated: z.boolean(),
  /** Whether more than half may be used: a person said so. */
  pastHalf: z.boolean(),
});
export type RunBudget = z.infer<typeof runBudgetSchema>;

/** The budget that a component gives its runs, unused. */
export function newRunBudget(component: unknown): RunBudget {
  const given = budgetIn(component);
  const unused = { usedTokens: 0, usedRequests: 0, estimated: false, pastHalf: false };
  return { ...DEFAULT_BUDGET, ...given, ...unused };
}

const withBudget = z.looseObject({ config: z.looseObject({ budget: budgetSchema }) });

function budgetIn(component: unknown): Budget {
  return withBudget.safeParse(component).data?.config.budget ?? {};
}

/** What keeps the next request from being made: half is used and nobody has said to go on, or all of it. */
export type BudgetDue = 'half' | 'whole';

/** Null: the next request may be made. */
export function budgetDue(budget: RunBudget): BudgetDue | null {
  const share = usedShare(budget);
  if (share >= 1) return 'whole';
  return share >= 0.5 && !budget.pastHalf ? 'half' : null;
}

/** How much of it is used, from 0 up: of tokens or of requests, whichever is more. */
export function usedShare({ usedTokens, maxTokens, usedRequests, maxRequests }: RunBudget): number {
  return Math.max(usedTokens / maxTokens, usedRequests / maxRequests);
}

/** With other limits. Nobody is asked at a half that is already behind. */
export function withLimits(budget: RunBudget, limits: Budget): RunBudget {
  const raised = { ...budget, ...limits };
  return { ...raised, pastHalf: usedShare(raised) >= 0.5 };
}

/** As much again. */
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
