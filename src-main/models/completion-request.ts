import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { ModelRequest } from '#shared/model.ts';
import type { RequestShape } from './request-shape.ts';

/** The body of a streamed chat completion, using the optional parts that `shape` allows. */
export function completionRequest(
  model: string,
  request: ModelRequest,
  shape: RequestShape,
): ChatCompletionCreateParamsStreaming {
  return {
    model,
    messages: request.messages.map(({ role, content }) => ({ role, content })),
    stream: true,
    ...(shape.usage && { stream_options: { include_usage: true } }),
    ...(request.maxTokens !== undefined && { [shape.limit]: request.maxTokens }),
    ...(shape.temperature && request.temperature !== undefined && { temperature: request.temperature }),
    ...(shape.schema &&
      request.responseSchema && { response_format: responseFormat(request.responseSchema) }),
  };
}

function responseFormat({ name, schema }: NonNullable<ModelRequest['responseSchema']>) {
  return { type: 'json_schema' as const, json_schema: { name, schema: { ...schema }, strict: true } };
}
