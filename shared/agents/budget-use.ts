/** How much of a run's budget is used, and what follows. Without schemas, as the page loads this first. */
import { mostBudget } from '../limits.ts';
import type { Budget, BudgetLimits, RunBudget } from './run-budget.ts';

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

/** Doubled limits; the same ones where a double would be more than a budget can have. */
export function doubled({ maxTokens, maxRequests }: BudgetLimits): BudgetLimits {
  const fits = maxTokens * 2 <= mostBudget.tokens && maxRequests * 2 <= mostBudget.requests;
  return fits ? { maxTokens: maxTokens * 2, maxRequests: maxRequests * 2 } : { maxTokens, maxRequests };
}

const count = (value: number): string => value.toLocaleString('en');

/** "52,000 of 100,000 tokens and 34 of 100 requests". */
export function budgetWords(budget: RunBudget): string {
  const about = budget.estimated ? 'about ' : '';
  const tokensUsed = `${about}${count(budget.usedTokens)} of ${count(budget.maxTokens)} tokens`;
  return `${tokensUsed} and ${count(budget.usedRequests)} of ${count(budget.maxRequests)} requests`;
}
