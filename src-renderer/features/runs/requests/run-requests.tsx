import { IconHandStop } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { answerRun, raiseBudget, speakInRun } from '../../../state/runs/chat-runs-store.ts';
import type { RunView } from '../../../state/runs/run-reducer.ts';
import { showFailure } from '../../../state/page/toast-store.ts';
import { view } from '../../../state/page/view-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { AnswerForm } from './answer-form.tsx';
import { ApprovalForm } from './approval-form.tsx';
import { lazyWithRetry } from '../../shell/frame/lazy-with-retry.tsx';
import { isBudgetExhausted } from './run-budget.tsx';
import type { Decide, RunRequest } from './run-request.ts';
import { t } from '../../../language/translate.ts';
import './run-requests.css';

// Fields of numbers take a tenth of what the first view would load, and few runs reach their budget.
const RaiseForm = lazyWithRetry(async () => ({ default: (await import('./budget-form.tsx')).RaiseForm }));
const BudgetForm = lazyWithRetry(async () => ({ default: (await import('./budget-form.tsx')).BudgetForm }));

interface RunRequestsProps {
  readonly run: RunView;
  /** The id of the request that the composer answers; null: none. */
  readonly answeredBelow: string | null;
}

/** What the run waits for: text, a decision about a tool call, or the next speaker. */
export function RunRequests({ run, answeredBelow }: RunRequestsProps) {
  return (
    <div className="run-requests" aria-live="polite">
      {run.budget !== null && isBudgetExhausted(run) ? (
        <Card title={t('The budget of this run is used up')} words={run.stopReason ?? ''}>
          <RaiseForm budget={run.budget} onBack={null} onRaise={(limits) => raiseBudget(run.id, limits)} />
        </Card>
      ) : null}
      {run.requests.map((request) => (
        <RequestCard
          key={request.requestId}
          request={request}
          budget={run.budget}
          below={request.requestId === answeredBelow}
          onHandBack={
            run.takenOver.includes(request.source)
              ? () => void speakInRun('runs.handBack', run.id, request.source)
              : null
          }
          decide={async (answer) => {
            const result = await answerRun(run.id, request.requestId, answer);
            if (result.ok) view.focusComposer();
            return result;
          }}
        />
      ))}
    </div>
  );
}

interface RequestCardProps {
  readonly request: RunRequest;
  readonly budget: RunView['budget'];
  readonly below: boolean;
  /** Hands back to the agent that the person speaks for; null when the person speaks for nobody. */
  readonly onHandBack: (() => void) | null;
  readonly decide: Decide;
}

function RequestCard({ request, budget, below, onHandBack, decide }: RequestCardProps) {
  const { source, purpose, prompt, choices } = request;
  const choose = async (text: string): Promise<void> => {
    const result = await decide({ type: 'message', text });
    if (!result.ok) showFailure(result.error);
  };
  switch (purpose) {
    case 'approval':
      return (
        <Card title={prompt === '' ? t('{{name}} wants to use a tool', { name: source }) : prompt} words="">
          <ApprovalForm request={request} decide={decide} />
        </Card>
      );
    case 'speaker':
      return (
        <Card title={prompt === '' ? t('Who speaks next?') : prompt} words="">
          <div className="run-request-actions">
            {choices.map((name) => (
              <Button key={name} small onClick={() => void choose(name)}>
                <bdi>{name}</bdi>
              </Button>
            ))}
          </div>
        </Card>
      );
    case 'budget':
      return (
        <Card title={prompt} words="">
          {budget === null ? null : <BudgetForm budget={budget} decide={decide} />}
        </Card>
      );
    case 'answer':
      return (
        <Card title={t('Waiting for you, as {{name}}', { name: source })} words={prompt}>
          {below ? (
            <div className="run-request-actions">
              <span className="run-note">{t('Answer in the message field.')}</span>
              {onHandBack === null ? (
                <Button small variant="quiet" onClick={() => void choose('')}>
                  {t('Nothing to say')}
                </Button>
              ) : (
                <Button small variant="quiet" onClick={onHandBack}>
                  {t('Let {{name}} answer', { name: source })}
                </Button>
              )}
            </div>
          ) : (
            <AnswerForm name={source} decide={decide} />
          )}
        </Card>
      );
  }
}

interface CardProps {
  readonly title: string;
  readonly words: string;
  readonly children: ReactNode;
}

function Card({ title, words, children }: CardProps) {
  return (
    <div className="run-request" role="group" aria-label={title}>
      <p className="run-request-title">
        <IconHandStop size={16} stroke={1.6} aria-hidden />
        <bdi>{title}</bdi>
      </p>
      {words === '' ? null : (
        <p className="run-request-words" dir="auto">
          {words}
        </p>
      )}
      {children}
    </div>
  );
}
