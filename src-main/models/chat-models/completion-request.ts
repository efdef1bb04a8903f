import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions';
import type { ModelRequest, ModelTool, ToolChoice } from '#shared/models/model.ts';
import type { RequestFeatures } from './request-features.ts';
import { wireMessages } from './wire-messages.ts';

/** The body of a chat completion with the optional features that the server supports. */
export function completionRequest(
  model: string,
  request: ModelRequest,
  features: RequestFeatures,
): ChatCompletionCreateParams {
  const { extraBody } = request;
  return {
    ...sampling(request),
    // What the protocol itself needs cannot be replaced.
    ...extraBody,
    model,
    messages: wireMessages(request.messages, features),
    stream: features.stream,
    ...(features.stream && features.usage && { stream_options: { include_usage: true } }),
    ...(features.limit !== null &&
      request.maxTokens !== undefined && { [features.limit]: request.maxTokens }),
    ...(features.temperature && request.temperature !== undefined && { temperature: request.temperature }),
    ...(features.effort && request.effort !== undefined && { reasoning_effort: request.effort }),
    ...(features.schema &&
      request.responseSchema && { response_format: responseFormat(request.responseSchema) }),
    ...toolsOf(request, features),
  };
}

/** OpenAI calls `seed` deprecated; other servers know nothing else. */
function sampling({ topP, stop, seed }: ModelRequest): Readonly<Record<string, unknown>> {
  return {
    ...(topP !== undefined && { top_p: topP }),
    ...(stop !== undefined && { stop: [...stop] }),
    ...(seed !== undefined && { seed }),
  };
}

function toolsOf({ tools, toolChoice }: ModelRequest, features: RequestFeatures) {
  if (tools === undefined || tools.length === 0) return {};
  const choice =
    features.toolChoice && toolChoice !== undefined ? { tool_choice: wireChoice(toolChoice) } : {};
  return { tools: tools.map(wireTool), ...choice };
}

function wireChoice(choice: ToolChoice) {
  return typeof choice === 'string' ? choice : { type: 'function' as const, function: { name: choice.name } };
}

function wireTool({ name, description, parameters, strict }: ModelTool) {
  return {
    type: 'function' as const,
    function: { name, description, parameters: { ...parameters }, ...(strict === true && { strict }) },
  };
}

function responseFormat({ name, schema }: NonNullable<ModelRequest['responseSchema']>) {
  return { type: 'json_schema' as const, json_schema: { name, schema: { ...schema }, strict: true } };
}
