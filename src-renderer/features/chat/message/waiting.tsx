import type { AnswerWait } from '../../../../shared/conversation.ts';
import { waitWords } from '../../runs/run-words.ts';
import { useIsOver } from '../../runs/chat/use-is-over.ts';
import './waiting.css';

interface WaitingProps {
  readonly speaker: string;
  readonly wait: AnswerWait | null;
}

/** In the place of an answer of which nothing has come: that something is at work, and what holds it up. */
export function Waiting({ speaker, wait }: WaitingProps) {
  const over = useIsOver(wait?.until ?? null);
  return (
    <div className="waiting">
      <div className="waiting-dots" aria-hidden>
        <span />
        <span />
        <span />
      </div>
      <p role="status" dir="auto">
        {wait === null || over ? '' : `${speaker} waits ${waitWords(wait)}.`}
      </p>
    </div>
  );
}
