import { budgetDue, budgetWords, doubled, withLimits } from '#shared/agents/run-budget.ts';
import type { Budget, BudgetDue, RunBudget } from '#shared/agents/run-budget.ts';
import { TuteeError } from '#shared/errors.ts';
import { ModelBudget } from '../../engine/model-clients/model-budget.ts';

/** What the models of a run use in one stretch of it. A request that the budget does not allow waits until the stretch ends. */
export class RunSpending {
  readonly budget: ModelBudget;
  #heldFor: BudgetDue | null = null;
  #onHeld: () => void = () => undefined;

  /** @param onChange told after each request that begins or ends: what was used is used, whatever becomes of the turn. */
  constructor(kept: RunBudget, onChange: (used: RunBudget) => void) {
    this.budget = new ModelBudget(kept, { onChange, onDue: (due) => this.#hold(due) });
  }

  /** Why a request is held; null: none is. */
  get heldFor(): BudgetDue | null {
    return this.#heldFor;
  }

  /** Told once, when the first request is held; by then no other is under way. */
  whenHeld(work: () => void): void {
    this.#onHeld = work;
  }

  /** Sets larger limits: as much again where none are given. Throws `invalid_input` for what is used up already. */
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

/** What a person is asked when half of the budget is used. */
export function halfQuestion(used: RunBudget): string {
  return `Half of this run’s budget is used (${budgetWords(used)}). Go on?`;
}

export function spentWords(used: RunBudget): string {
  return `This run’s budget is used up (${budgetWords(used)}). Raise it to go on.`;
}
