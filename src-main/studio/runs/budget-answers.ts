/** The answers to the question that is asked when half of a run's budget is used. */
import { budgetDue } from '#shared/agents/budget-use.ts';
import type { Budget, RunBudget } from '#shared/agents/run-budget.ts';
import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { RunAnswer } from '#shared/agents/run-view.ts';
import { TuteeError } from '#shared/errors.ts';
import type { KeptRun } from './run-views.ts';
import { spentWords } from './run-spending.ts';

const GO_ON = 'Go on';
const RAISE = 'Raise';
const STOP = 'Stop';
export const BUDGET_CHOICES: readonly string[] = [GO_ON, RAISE, STOP];

export type BudgetDecision =
  | { readonly type: 'go-on' }
  | { readonly type: 'stop' }
  /** To these limits; doubles them when none are given. */
  | { readonly type: 'raise'; readonly limits: Budget };

/** The open budget question of a run; undefined: none. */
export function askedAtHalf({ run }: KeptRun): UserInputRequestedEvent | undefined {
  return run.requests.find(({ purpose }) => purpose === 'budget');
}

/** The choice that a text names; null: none. */
export function chosen(text: string): BudgetDecision | null {
  const given = text.trim().toLowerCase();
  if (given === GO_ON.toLowerCase()) return { type: 'go-on' };
  if (given === STOP.toLowerCase()) return { type: 'stop' };
  return given === RAISE.toLowerCase() ? { type: 'raise', limits: {} } : null;
}

/** Throws `invalid_input` for an answer that is none of the choices. */
export function budgetDecision(answer: RunAnswer): BudgetDecision {
  if (answer.type === 'raise') {
    const { type, ...limits } = answer;
    return { type, limits };
  }
  const decision = answer.type === 'message' ? chosen(answer.text) : null;
  if (decision !== null) return decision;
  throw new TuteeError('invalid_input', `Choose one of: ${BUDGET_CHOICES.join(', ')}.`, { field: 'answer' });
}

/** Throws `invalid_input` when the budget is used up. */
export function refuseSpent(budget: RunBudget | null): void {
  if (budget === null || budgetDue(budget) !== 'whole') return;
  throw new TuteeError('invalid_input', spentWords(budget), { field: 'budget' });
}
