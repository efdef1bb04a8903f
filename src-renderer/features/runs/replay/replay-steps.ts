import type { RunDetails } from '../../../state/runs/run-reducer.ts';

/** The steps of a replay. A question that was asked again after a resume counts once. */
export function replaySteps(messages: RunDetails['messages']): RunDetails['messages'] {
  const asked = new Set<string>();
  return messages.filter((message) => {
    if (message.type !== 'UserInputRequestedEvent') return true;
    const again = asked.has(message.requestId);
    asked.add(message.requestId);
    return !again;
  });
}
