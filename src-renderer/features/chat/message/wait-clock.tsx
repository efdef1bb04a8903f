import { useEffect, useState } from 'react';
import type { AnswerWait } from '../../../../shared/conversation.ts';
import { stopAnswer } from '../../../state/chat/chat-store.ts';
import { showFailure } from '../../../state/page/toast-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { t } from '../../../language/translate.ts';
import './wait-clock.css';

interface WaitClockProps {
  readonly conversationId: string;
  readonly wait: AnswerWait;
  /** Whether a part of the answer is there already. */
  readonly begun: boolean;
}

/** Says that a server is silent and for how long, and lets the user wait or stop. */
export function WaitClock({ conversationId, wait, begun }: WaitClockProps) {
  const time = useTimeSince(wait.since);
  return (
    <div className="wait-clock">
      {/* The clock is hidden from screen readers, which would announce every second. */}
      <p role="status">{textOf(wait, begun)}</p>
      <span className="wait-time" aria-hidden>
        {time}
      </span>
      <Button small variant="quiet" onClick={() => void stop(conversationId)}>
        {begun ? t('Stop and keep this') : t('Stop waiting')}
      </Button>
    </div>
  );
}

function textOf({ reason }: AnswerWait, begun: boolean): string {
  if (begun) return t('The server has gone silent in the middle of its answer. Keep waiting?');
  if (reason === 'busy') return t('The server is busy. Tutee keeps trying…');
  return reason === 'loading' ? t('Loading the model…') : t('Waiting for the server…');
}

async function stop(conversationId: string): Promise<void> {
  const result = await stopAnswer(conversationId);
  if (!result.ok) showFailure(result.error);
}

/** "0:07", renewed every second. */
function useTimeSince(since: number): string {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.floor((now - since) / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
