import * as z from 'zod';
import { userInputRequestedEventSchema } from '#shared/agents/agent-events.ts';
import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import { chatMessageSchema } from '#shared/agents/chat-messages.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { readState } from '../run/read-state.ts';

const stateSchema = z.strictObject({
  type: z.literal('RunState'),
  version: z.literal(1),
  participant: z.json(),
  paused: z.boolean(),
  /** Injected messages that the run has not taken yet. */
  inbox: z.array(chatMessageSchema),
  /** The agents that a person speaks for, each with the open request to the person. */
  takenOver: z.array(
    z.strictObject({ agent: z.string(), pending: userInputRequestedEventSchema.nullable() }),
  ),
});

export interface RunParts {
  readonly participant: unknown;
  readonly paused: boolean;
  readonly inbox: readonly ChatMessage[];
  readonly takenOver: ReadonlyMap<string, UserInputRequestedEvent | null>;
}

export function runState({ participant, paused, inbox, takenOver }: RunParts): unknown {
  const byAgent = [...takenOver].map(([agent, pending]) => ({ agent, pending: structuredClone(pending) }));
  return { type: 'RunState', version: 1, participant, paused, inbox: [...inbox], takenOver: byAgent };
}

/**
 * The saved state of a run, changed so that from its next turn a person speaks for exactly these agents. Throws `invalid_input`
 * for an unreadable state.
 */
export function withTakenOver(state: unknown, agents: readonly string[]): unknown {
  const parts = readRunState(state);
  return runState({
    ...parts,
    takenOver: new Map(agents.map((agent) => [agent, parts.takenOver.get(agent) ?? null])),
  });
}

/** Throws `invalid_input` for an unreadable state. */
export function readRunState(state: unknown): RunParts & { readonly inbox: ChatMessage[] } {
  const { participant, paused, inbox, takenOver } = readState(stateSchema, state, 'a run');
  return { participant, paused, inbox, takenOver: new Map(takenOver.map((one) => [one.agent, one.pending])) };
}
