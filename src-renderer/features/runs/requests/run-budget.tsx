import { budgetDue } from '../../../../shared/agents/budget-use.ts';
import type { RunBudget } from '../../../../shared/agents/run-budget.ts';
import type { RunView } from '../../../state/runs/run-reducer.ts';
import { ProgressBar } from '../../../ui/controls/progress-bar.tsx';
import { formatShare, formatUsed } from '../run-labels.ts';

/** The budget of a run and how much of it is used. */
export function RunBudgetMeters({ budget }: { readonly budget: RunBudget }) {
  const { usedTokens, maxTokens, usedRequests, maxRequests, estimated } = budget;
  return (
    <div className="run-budget">
      <p>
        {estimated ? 'About ' : ''}
        {formatUsed(usedTokens, maxTokens, 'tokens')}
      </p>
      <ProgressBar name="Tokens used" done={Math.min(usedTokens, maxTokens)} total={maxTokens} />
      <p>{formatUsed(usedRequests, maxRequests, 'requests')}</p>
      <ProgressBar name="Requests used" done={Math.min(usedRequests, maxRequests)} total={maxRequests} />
      <p className="run-note">{noteOf(budget)}</p>
    </div>
  );
}

function noteOf(budget: RunBudget): string {
  const due = budgetDue(budget);
  if (due === 'whole') return 'It is used up. With a larger budget the run goes on.';
  if (due === 'half') return 'Half of it is used: the run asks you before it goes on.';
  if (budget.pastHalf) return `${formatShare(budget)} used. At the end of it the run stops.`;
  return `${formatShare(budget)} used. At half of it the run asks you.`;
}

/** Whether the run has stopped because its budget is used up. */
export function isBudgetExhausted({ status, budget }: Pick<RunView, 'status' | 'budget'>): boolean {
  const stands = status === 'cancelled' || status === 'failed' || status === 'interrupted';
  return stands && budget !== null && budgetDue(budget) === 'whole';
}
