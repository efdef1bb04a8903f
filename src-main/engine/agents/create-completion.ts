import type { ChatModel, ModelTool } from '#shared/models/model.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import { parametersIn, requestWith } from '#shared/models/request-parameters.ts';
import type { RequestParameters } from '#shared/models/request-parameters.ts';
import { outsideRun } from '../run/run-context.ts';
import { modelTool } from '../tools/tool.ts';
import type { Tool } from '../tools/tool.ts';
import { askModel } from './ask-model.ts';
import type { ModelAnswer } from './ask-model.ts';

export interface CompletionOptions extends RequestParameters {
  readonly tools?: readonly (Tool | ModelTool)[];
  readonly signal?: AbortSignal;
}

/**
 * One request of a program to a model, without an agent. AutoGen's `model_client.create`.
 * @param messages a text alone is the user's. Rejects with a model error, `cancelled`, or `invalid_output` for an empty answer.
 */
export async function createCompletion(
  model: ChatModel,
  messages: string | readonly ModelMessage[],
  { tools = [], signal, ...options }: CompletionOptions = {},
): Promise<ModelAnswer> {
  const request = {
    ...requestWith(parametersIn(options)),
    messages: typeof messages === 'string' ? [{ role: 'user' as const, content: messages }] : messages,
    ...(tools.length > 0 && { tools: tools.map((tool) => ('call' in tool ? modelTool(tool) : tool)) }),
  };
  const asking = askModel({ model, request, source: 'program', stream: false }, outsideRun(signal));
  let step = await asking.next();
  while (step.done !== true) step = await asking.next();
  return step.value;
}
