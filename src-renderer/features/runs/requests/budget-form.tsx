import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import { doubled } from '../../../../shared/agents/budget-use.ts';
import type { Budget, BudgetLimits, RunBudget } from '../../../../shared/agents/run-budget.ts';
import type { ErrorData } from '../../../../shared/errors.ts';
import type { Result } from '../../../../shared/result.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { NumberInput } from '../../agents/forms/fields/number-field.tsx';
import type { Decide } from './run-request.ts';
import { t } from '../../../language/translate.ts';

/** Answers that the question offers: ids, not words. */
const GO_ON = 'Go on';
const STOP = 'Stop';

interface BudgetFormProps {
  readonly budget: RunBudget;
  readonly decide: Decide;
}

/** Half of the budget is used: continue, raise it, or stop. */
export function BudgetForm({ budget, decide }: BudgetFormProps) {
  const [raising, setRaising] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const choose = async (text: string): Promise<void> => {
    const result = await decide({ type: 'message', text });
    if (!result.ok) setError(result.error.message);
  };
  if (raising) {
    return (
      <RaiseForm
        budget={budget}
        onBack={() => setRaising(false)}
        onRaise={(limits) => decide({ type: 'raise', ...limits })}
      />
    );
  }
  return (
    <>
      {error === null ? null : (
        <p role="alert" className="run-request-error">
          {error}
        </p>
      )}
      <div className="run-request-actions">
        <Button small variant="primary" onClick={() => void choose(GO_ON)}>
          {t('Go on')}
        </Button>
        <Button small onClick={() => setRaising(true)}>
          {t('Raise…')}
        </Button>
        <Button small onClick={() => void choose(STOP)}>
          {t('Stop')}
        </Button>
      </div>
    </>
  );
}

interface RaiseFormProps {
  readonly budget: RunBudget;
  /** Null: there is no previous step. */
  readonly onBack: (() => void) | null;
  readonly onRaise: (limits: Budget) => Promise<Result<unknown>>;
}

/** Raises the limits; doubling them is suggested. */
export function RaiseForm({ budget, onBack, onRaise }: RaiseFormProps) {
  const [limits, setLimits] = useState<BudgetLimits>(doubled(budget));
  const [error, setError] = useState<ErrorData | null>(null);
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    const result = await onRaise(limits);
    setError(result.ok ? null : result.error);
  };
  const change = (key: keyof BudgetLimits) => (value: number | null) =>
    setLimits({ ...limits, [key]: value ?? budget[key] });
  return (
    <form onSubmit={(event) => void submit(event)}>
      <div className="run-request-limits">
        <NumberInput label={t('Tokens at most')} value={limits.maxTokens} onChange={change('maxTokens')} />
        <NumberInput
          label={t('Requests at most')}
          value={limits.maxRequests}
          onChange={change('maxRequests')}
        />
      </div>
      {error === null ? null : (
        <p role="alert" className="run-request-error">
          {error.message}
        </p>
      )}
      <div className="run-request-actions">
        <Button small variant="primary" type="submit">
          {t('Raise and go on')}
        </Button>
        {onBack === null ? null : (
          <Button small onClick={onBack}>
            {t('Back')}
          </Button>
        )}
      </div>
    </form>
  );
}
