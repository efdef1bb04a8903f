/**
 * features/runs owns the display of runs: in chats, in the right panel and as a replay, and the forms that answer
 * them. It may not know pages; it knows the component JSON and the graph of features/agents.
 */
import { useState } from 'react';
import { currentRun, useChatRuns } from '../../../state/runs/chat-runs-store.ts';
import { isActive } from '../../../state/runs/run-reducer.ts';
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
 * The run of a chat, above the composer: its state and what it waits for. Renders nothing without a run, or once it
 * has ended and somebody else has spoken.
 */
export function ChatRun({ conversationId, thread }: ChatRunProps) {
  const run = useChatRuns(({ runs }) =>
    conversationId === null ? null : currentRun(runs.get(conversationId)),
  );
  const spokeLast = run !== null && thread?.messages.at(-1)?.runId === run.id;
  // The run that was interrupted here, until it resumes.
  const [interrupted, setInterrupted] = useState<string | null>(null);
  if (run === null || !(isActive(run) || spokeLast)) return null;
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
