import type { AgentMessage, MessageOf } from '#shared/agents/messages.ts';
import type { RunView } from '#renderer/state/runs/run-reducer.ts';

/** Runs as the page receives them; every field can be overridden. */

export function usageSum(values: Partial<RunView['usage']> = {}): RunView['usage'] {
  return {
    requests: 0,
    promptTokens: 0,
    completionTokens: 0,
    cachedRequests: 0,
    cachedTokens: 0,
    cost: 0,
    knownCost: 0,
    unpriced: [],
    ...values,
  };
}

export function aRun(values: Partial<RunView> = {}): RunView {
  return {
    id: 'run1',
    teamId: null,
    name: 'Team',
    conversationId: 'c1',
    temporary: false,
    task: 'A task',
    status: 'running',
    stopReason: null,
    requests: [],
    failure: null,
    takenOver: [],
    usage: usageSum(),
    budget: null,
    messages: 0,
    recorded: false,
    startedAt: 1,
    updatedAt: 1,
    ...values,
  };
}

export function aRunMessage<Type extends AgentMessage['type']>(
  values: { readonly type: Type } & Omit<MessageOf<Type>, 'type' | 'createdAt' | 'modelsUsage' | 'metadata'> &
    Partial<Pick<MessageOf<Type>, 'createdAt' | 'modelsUsage' | 'metadata'>>,
): MessageOf<Type> {
  return { createdAt: 1, modelsUsage: null, metadata: {}, ...values } as unknown as MessageOf<Type>;
}
