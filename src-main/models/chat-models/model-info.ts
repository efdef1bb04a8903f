import { estimateTokens } from '#shared/tokens.ts';
import { messagesTokens } from '#shared/models/fit-messages.ts';
import type { ModelInfo, ModelTool } from '#shared/models/model.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import { knownFacts } from '../facts/known-models.ts';
import { namesOf } from '../facts/model-names.ts';

/** What is publicly known about a model, and what the program says, which counts more. */
export function modelInfo(baseUrl: string, model: string, given: Partial<ModelInfo> = {}): ModelInfo {
  const { vision, tools, context } = knownFacts(baseUrl, model);
  return {
    family: namesOf(model).at(-1) ?? model,
    vision,
    functionCalling: tools,
    structuredOutput: null,
    contextWindow: context,
    ...given,
  };
}

/** The estimated tokens of a request, its tools included; see estimateTokens. */
export function requestTokens(messages: readonly ModelMessage[], tools: readonly ModelTool[] = []): number {
  const offered = tools.map(({ name, description, parameters }) => [name, description, parameters]);
  return messagesTokens(messages) + (tools.length === 0 ? 0 : estimateTokens(JSON.stringify(offered)));
}

/** Stands for a picture in a request to a model that cannot see it. */
const NOT_SHOWN = '[A picture that this model cannot see.]';

/** The messages with a note in place of each picture. */
export function withoutPictures(messages: readonly ModelMessage[]): readonly ModelMessage[] {
  return messages.map((message) => {
    if (message.role !== 'user' || typeof message.content === 'string') return message;
    const content = message.content.map((part) =>
      part.type === 'image' ? { type: 'text' as const, text: NOT_SHOWN } : part,
    );
    return { ...message, content };
  });
}
