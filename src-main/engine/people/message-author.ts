import type { AgentMessage } from '#shared/agents/messages.ts';

/** On messages whose words a person really wrote; nothing that an agent, a model or a component says can carry it. */
export const BY_PERSON = { by: 'person' } as const;

/** Whether a person wrote it: not by the name of its source, which anybody can have, but by how it came about. */
export function isByPerson({ metadata }: Pick<AgentMessage, 'metadata'>): boolean {
  return metadata['by'] === BY_PERSON.by;
}

/** On what a person said in place of an agent, in its name. */
export const BY_STAND_IN = { standIn: 'person' } as const;

export function isByStandIn({ metadata }: Pick<AgentMessage, 'metadata'>): boolean {
  return metadata['standIn'] === BY_STAND_IN.standIn;
}
