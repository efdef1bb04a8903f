import type { RunDetails } from '../../../state/runs/run-log.ts';

/** The steps of a replay. What was asked again when the run went on is one question. */
export function replaySteps(messages: RunDetails['messages']): RunDetails['messages'] {
  const asked = new Set<string>();
  return messages.filter((message) => {
    if (message.type !== 'UserInputRequestedEvent') return true;
    const again = asked.has(message.requestId);
    asked.add(message.requestId);
    return !again;
  });
}
