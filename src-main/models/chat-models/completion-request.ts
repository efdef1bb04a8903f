import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { ModelRequest, ModelTool } from '#shared/models/model.ts';
import type { RequestShape } from './request-shape.ts';
import { wireMessages } from './wire-messages.ts';

/** The body of a streamed chat completion, using the optional parts that `shape` allows. */
export function completionRequest(
  model: string,
  request: ModelRequest,
  shape: RequestShape,
): ChatCompletionCreateParamsStreaming {
  return {
    model,
    messages: wireMessages(request.messages, shape),
    stream: true,
    ...(shape.usage && { stream_options: { include_usage: true } }),
    ...(request.maxTokens !== undefined && { [shape.limit]: request.maxTokens }),
    ...(shape.temperature && request.temperature !== undefined && { temperature: request.temperature }),
    ...(shape.schema &&
      request.responseSchema && { response_format: responseFormat(request.responseSchema) }),
    ...toolsOf(request, shape),
  };
}

function toolsOf({ tools, toolChoice }: ModelRequest, shape: RequestShape) {
  if (tools === undefined || tools.length === 0) return {};
  const choice = shape.toolChoice && toolChoice !== undefined ? { tool_choice: toolChoice } : {};
  return { tools: tools.map(wireTool), ...choice };
}

function wireTool({ name, description, parameters }: ModelTool) {
  return { type: 'function' as const, function: { name, description, parameters: { ...parameters } } };
}

function responseFormat({ name, schema }: NonNullable<ModelRequest['responseSchema']>) {
  return { type: 'json_schema' as const, json_schema: { name, schema: { ...schema }, strict: true } };
}
