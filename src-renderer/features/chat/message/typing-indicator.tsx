import type { AnswerWait } from '../../../../shared/conversation.ts';
import { describeWait } from '../../runs/run-labels.ts';
import { useHasPassed } from '../../runs/chat/use-has-passed.ts';
import { t } from '../../../language/translate.ts';
import './typing-indicator.css';

interface TypingIndicatorProps {
  readonly speaker: string;
  readonly wait: AnswerWait | null;
}

/** Stands in for an answer that has not started: shows activity and why it waits. */
export function TypingIndicator({ speaker, wait }: TypingIndicatorProps) {
  const over = useHasPassed(wait?.until ?? null);
  return (
    <div className="waiting">
      <div className="waiting-dots" aria-hidden>
        <span />
        <span />
        <span />
      </div>
      <p role="status" dir="auto">
        {wait === null || over ? '' : t('{{speaker}} waits {{wait}}.', { speaker, wait: describeWait(wait) })}
      </p>
    </div>
  );
}
