import type { AgentMessage } from '#shared/agents/messages.ts';

/** Metadata of messages written by a person. No agent, model or component can set it. */
export const BY_PERSON = { by: 'person' } as const;

/** Whether a person wrote the message. Decided by metadata, because any agent can have a person's name. */
export function isByPerson({ metadata }: Pick<AgentMessage, 'metadata'>): boolean {
  return metadata['by'] === BY_PERSON.by;
}

/** Metadata of messages that a person wrote in place of an agent, in the agent's name. */
export const BY_STAND_IN = { standIn: 'person' } as const;

export function isByStandIn({ metadata }: Pick<AgentMessage, 'metadata'>): boolean {
  return metadata['standIn'] === BY_STAND_IN.standIn;
}
