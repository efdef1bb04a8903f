import * as z from 'zod';
import { requestParametersSchema } from '#shared/models/request-parameters.ts';
import type { ChatAssistant } from '../../chat/assistant.ts';
import { namedModels } from '../../engine/components/named-models.ts';
import { agentScopes } from '../memory/agent-scopes.ts';
import { DEFAULT_MODEL } from './team-builder.ts';

/** As ChatAssistant, with its model as the component names it; null: the one of the chat. */
export type NamedAssistant = Omit<ChatAssistant, 'model'> & { readonly model: string | null };

const assistant = z.object({
  provider: z.literal('AssistantAgent'),
  config: z.object({
    description: z.string().default(''),
    systemMessage: z.string().nullable().optional(),
    memories: z.array(z.string()).default([]),
    modelParameters: requestParametersSchema
      .pick({ temperature: true, maxTokens: true, reasoningEffort: true })
      .default({}),
  }),
});

/**
 * How a saved agent answers in a plain chat. Its tools, handoffs and output format belong to runs. Null: it is not a single agent with a
 * model.
 */
export function chatAssistantOf(team: {
  readonly id: string;
  readonly name: string;
  readonly component: unknown;
}): NamedAssistant | null {
  const { id, name, component } = team;
  const read = assistant.safeParse(component);
  if (!read.success) return null;
  const { description, systemMessage, memories, modelParameters } = read.data.config;
  const [model = DEFAULT_MODEL] = namedModels(component);
  const own = agentScopes({ teamId: id, name, component }).flatMap(({ scope }) =>
    scope.type === 'shared' ? [] : [scope.id],
  );
  const { temperature = null, maxTokens = null, reasoningEffort: effort = null } = modelParameters;
  return {
    name,
    instructions: systemMessage ?? `You are ${name}. ${description}`.trim(),
    model: model === DEFAULT_MODEL ? null : model,
    parameters: { temperature, maxTokens, effort },
    recalls: memories.length > 0,
    memoryScope: own[0] ?? null,
  };
}
