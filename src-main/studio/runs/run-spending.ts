import { budgetDue, budgetWords, doubled, withLimits } from '#shared/agents/budget-use.ts';
import type { Budget, RunBudget } from '#shared/agents/run-budget.ts';
import type { BudgetDue } from '#shared/agents/budget-use.ts';
import { TuteeError } from '#shared/errors.ts';
import { ModelBudget } from '../../engine/model-clients/model-budget.ts';

/** The spending of a run in one segment. A request that exceeds the budget is held until the segment ends. */
export class RunSpending {
  readonly budget: ModelBudget;
  #heldFor: BudgetDue | null = null;
  #onHeld: () => void = () => undefined;

  /** @param onChange called when a request begins or ends, so that usage is stored whatever becomes of the turn. */
  constructor(kept: RunBudget, onChange: (used: RunBudget) => void) {
    this.budget = new ModelBudget(kept, { onChange, onDue: (due) => this.#hold(due) });
  }

  /** Why a request is held; null: none is. */
  get heldFor(): BudgetDue | null {
    return this.#heldFor;
  }

  /** Calls `work` once, when the first request is held; no other request is in progress then. */
  whenHeld(work: () => void): void {
    this.#onHeld = work;
  }

  /** Raises the limits; doubles them when none are given. Throws `invalid_input` for limits that are already used up. */
  raise(limits: Budget): void {
    this.budget.raise(checkedLimits(this.budget.used, limits));
  }

  #hold(due: BudgetDue): Promise<void> {
    if (this.#heldFor === null) {
      this.#heldFor = due;
      this.#onHeld();
    }
    return Promise.withResolvers<void>().promise;
  }
}

function checkedLimits(used: RunBudget, given: Budget): Budget {
  const { maxTokens, maxRequests } = given;
  const limits = maxTokens === undefined && maxRequests === undefined ? doubled(used) : given;
  const raised = withLimits(used, limits);
  if (budgetDue(raised) !== 'whole') return limits;
  const field = raised.usedTokens >= raised.maxTokens ? 'maxTokens' : 'maxRequests';
  throw new TuteeError('invalid_input', `Give more than is used already: ${budgetWords(raised)}.`, { field });
}

/** The question to a person when half of the budget is used. */
export function halfQuestion(used: RunBudget): string {
  return `Half of this run’s budget is used (${budgetWords(used)}). Go on?`;
}

export function spentWords(used: RunBudget): string {
  return `This run’s budget is used up (${budgetWords(used)}). Raise it to go on.`;
}
