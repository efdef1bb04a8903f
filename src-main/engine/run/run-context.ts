import { randomUUID } from 'node:crypto';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { AgentMessage, Draft, MessageOf } from '#shared/agents/messages.ts';
import type { RunControl } from '../ports.ts';

/** Where ids and times come from. Given ones make a run repeatable to the byte. */
export interface Environment {
  readonly newId: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export const systemEnvironment: Environment = { newId: () => randomUUID(), now: Date.now };

/** What everything inside one run shares. Passed along, never kept beyond the run. */
export interface RunContext extends Environment {
  /** Aborts when the run is cancelled, and when whoever reads it stops reading: nothing may work on after that. */
  readonly signal: AbortSignal;
  /** What enters the requests of this turn, and nothing that is kept; absent: nothing does. */
  readonly notes?: readonly string[] | undefined;
  /** What was said before this run: it stands in requests, and in nothing that is kept. Absent: nothing was. */
  readonly priorMessages?: readonly ChatMessage[] | undefined;
  /** Told who asks, once a request to a model is under way; what it throws ends the run. Absent: nobody wants to know. */
  readonly onRequest?: ((source: string) => void) | undefined;
  /** Absent: nobody steps in. */
  readonly control?: RunControl | undefined;
}

/** Completes a draft into a message of this run. */
export function stamp<Type extends AgentMessage['type']>(
  run: Environment,
  draft: Draft<Type>,
): MessageOf<Type> {
  const message = { id: run.newId(), createdAt: run.now(), modelsUsage: null, metadata: {}, ...draft };
  return message as unknown as MessageOf<Type>;
}
