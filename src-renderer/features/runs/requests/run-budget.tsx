import { budgetDue } from '../../../../shared/agents/budget-use.ts';
import type { RunBudget } from '../../../../shared/agents/run-budget.ts';
import type { RunView } from '../../../state/runs/run-reducer.ts';
import { ProgressBar } from '../../../ui/controls/progress-bar.tsx';
import { formatShare } from '../run-labels.ts';
import { t, tCount } from '../../../language/translate.ts';

/** The budget of a run and how much of it is used. */
export function RunBudgetMeters({ budget }: { readonly budget: RunBudget }) {
  const { usedTokens, maxTokens, usedRequests, maxRequests, estimated } = budget;
  return (
    <div className="run-budget">
      <p>
        {estimated
          ? tCount(maxTokens, 'About {{used}} of {{count}} token', 'About {{used}} of {{count}} tokens', {
              used: usedTokens,
            })
          : tCount(maxTokens, '{{used}} of {{count}} token', '{{used}} of {{count}} tokens', {
              used: usedTokens,
            })}
      </p>
      <ProgressBar name={t('Tokens used')} done={Math.min(usedTokens, maxTokens)} total={maxTokens} />
      <p>
        {tCount(maxRequests, '{{used}} of {{count}} request', '{{used}} of {{count}} requests', {
          used: usedRequests,
        })}
      </p>
      <ProgressBar name={t('Requests used')} done={Math.min(usedRequests, maxRequests)} total={maxRequests} />
      <p className="run-note">{noteOf(budget)}</p>
    </div>
  );
}

function noteOf(budget: RunBudget): string {
  const due = budgetDue(budget);
  if (due === 'whole') return t('It is used up. With a larger budget the run goes on.');
  if (due === 'half') return t('Half of it is used: the run asks you before it goes on.');
  if (budget.pastHalf)
    return t('{{share}} used. At the end of it the run stops.', { share: formatShare(budget) });
  return t('{{share}} used. At half of it the run asks you.', { share: formatShare(budget) });
}

/** Whether the run has stopped because its budget is used up. */
export function isBudgetExhausted({ status, budget }: Pick<RunView, 'status' | 'budget'>): boolean {
  const stands = status === 'cancelled' || status === 'failed' || status === 'interrupted';
  return stands && budget !== null && budgetDue(budget) === 'whole';
}
