import { useMemo } from 'react';
import { useChatRuns } from '../../../state/runs/chat-runs-store.ts';
import { useRunDetails } from '../../../state/runs/run-details-store.ts';
import type { RunDetails } from '../../../state/runs/run-reducer.ts';
import type { Thread } from '../../../state/chat/thread.ts';
import { stepsBefore } from './tool-steps.ts';

type Steps = readonly RunDetails['messages'][number][];

export const noSteps: Steps = [];
const none: ReadonlyMap<string, Steps> = new Map();

/** What agents did before each message of a chat, by its id. */
export function useChatSteps({ conversation, messages: shown }: Thread): ReadonlyMap<string, Steps> {
  const runs = useChatRuns((state) => state.runs.get(conversation.id));
  const details = useRunDetails((state) => state.details);
  return useMemo(() => {
    if (runs === undefined || runs.length === 0) return none;
    const ids = new Set(shown.map(({ id }) => id));
    const own = runs.flatMap(({ id }) => details.get(id) ?? []);
    return new Map(own.flatMap(({ messages }) => [...stepsBefore(messages, (id) => ids.has(id))]));
  }, [runs, details, shown]);
}
