import { currentRun, useChatRuns } from '../../state/chat-runs.ts';
import { RunBar } from './run-bar.tsx';
import { answeredInField } from './run-request.ts';
import { RunRequests } from './run-requests.tsx';

/** The run of a chat, above the message field: how it stands and what it waits for. Nothing where there is none. */
export function ChatRun({ conversationId }: { readonly conversationId: string | null }) {
  const run = useChatRuns(({ runs }) =>
    conversationId === null ? null : currentRun(runs.get(conversationId)),
  );
  if (run === null) return null;
  return (
    <>
      <RunRequests run={run} answeredBelow={answeredInField(run)?.requestId ?? null} />
      <RunBar run={run} />
    </>
  );
}
