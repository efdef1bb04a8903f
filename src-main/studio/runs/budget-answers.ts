/** What a person answers when half of a run's budget is used, and what they may do when all of it is. */
import { budgetDue } from '#shared/agents/run-budget.ts';
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
  /** To these limits; as much again when none are given. */
  | { readonly type: 'raise'; readonly limits: Budget };

/** The question that this run stands at; undefined: it is not asked. */
export function askedAtHalf({ run }: KeptRun): UserInputRequestedEvent | undefined {
  return run.requests.find(({ purpose }) => purpose === 'budget');
}

/** Null: it is none of the choices, by its words. */
export function chosen(text: string): BudgetDecision | null {
  const given = text.trim().toLowerCase();
  if (given === GO_ON.toLowerCase()) return { type: 'go-on' };
  if (given === STOP.toLowerCase()) return { type: 'stop' };
  return given === RAISE.toLowerCase() ? { type: 'raise', limits: {} } : null;
}

/** Throws `invalid_input` for what is no answer to the question. */
export function budgetDecision(answer: RunAnswer): BudgetDecision {
  if (answer.type === 'raise') {
    const { type, ...limits } = answer;
    return { type, limits };
  }
  const decision = answer.type === 'message' ? chosen(answer.text) : null;
  if (decision !== null) return decision;
  throw new TuteeError('invalid_input', `Choose one of: ${BUDGET_CHOICES.join(', ')}.`, { field: 'answer' });
}

/** Throws `invalid_input` for a run that is to go on and has nothing left to go on with. */
export function refuseSpent(budget: RunBudget | null): void {
  if (budget === null || budgetDue(budget) !== 'whole') return;
  throw new TuteeError('invalid_input', spentWords(budget), { field: 'budget' });
}
