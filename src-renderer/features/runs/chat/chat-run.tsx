import { useState } from 'react';
import { currentRun, useChatRuns } from '../../../state/runs/chat-runs.ts';
import { isOn } from '../../../state/runs/run-log.ts';
import type { Thread } from '../../../state/chat/thread.ts';
import { InterruptForm } from '../requests/interrupt-form.tsx';
import { RunBar } from './run-bar.tsx';
import { answeredInField } from '../requests/run-request.ts';
import { RunRequests } from '../requests/run-requests.tsx';

interface ChatRunProps {
  readonly conversationId: string | null;
  readonly thread: Thread | undefined;
}

/**
 * The run of a chat, above the message field: how it stands and what it waits for. Nothing where there is none, and once it
 * has ended and somebody else has spoken.
 */
export function ChatRun({ conversationId, thread }: ChatRunProps) {
  const run = useChatRuns(({ runs }) =>
    conversationId === null ? null : currentRun(runs.get(conversationId)),
  );
  const spokeLast = run !== null && thread?.messages.at(-1)?.runId === run.id;
  // The run whose turn was interrupted here, until it goes on.
  const [interrupted, setInterrupted] = useState<string | null>(null);
  if (run === null || !(isOn(run) || spokeLast)) return null;
  return (
    <>
      <RunRequests run={run} answeredBelow={answeredInField(run)?.requestId ?? null} />
      {run.id === interrupted && run.status === 'paused' ? (
        <InterruptForm runId={run.id} onDone={() => setInterrupted(null)} />
      ) : null}
      <RunBar run={run} onInterrupted={() => setInterrupted(run.id)} />
    </>
  );
}
