import type { LanguageModelV4CallOptions } from '@ai-sdk/provider';
import type { ModelRequest, ToolChoice } from '#shared/models/model.ts';
import type { NativeProtocol } from '#shared/models/provider.ts';
import type { RequestFeatures } from '../chat-models/request-features.ts';
import { nativePrompt } from './native-prompt.ts';

/**
 * The library's call for a request, without what the server rejected.
 * @param thinks whether the model is known to reason: Google shows reasoning only on request
 */
export function nativeCall(
  protocol: NativeProtocol,
  request: ModelRequest,
  features: RequestFeatures,
  thinks: boolean,
): LanguageModelV4CallOptions {
  const { messages, maxTokens, temperature, effort, responseSchema, tools = [], toolChoice } = request;
  const { topP, stop, seed, headers } = request;
  const thinking = features.effort && responseSchema === undefined;
  const shows = protocol === 'google' && thinking && (thinks || effort !== undefined);
  return {
    prompt: nativePrompt(messages),
    ...(features.limit !== null && maxTokens !== undefined && { maxOutputTokens: maxTokens }),
    ...(features.temperature && temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(stop !== undefined && { stopSequences: [...stop] }),
    ...(seed !== undefined && { seed }),
    ...(headers !== undefined && { headers: { ...headers } }),
    ...(thinking && effort !== undefined && { reasoning: effort }),
    ...(features.schema &&
      responseSchema && {
        responseFormat: { type: 'json', name: responseSchema.name, schema: responseSchema.schema },
      }),
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, parameters }) => ({
        type: 'function',
        name,
        description,
        inputSchema: parameters,
      })),
      ...(features.toolChoice && toolChoice !== undefined && { toolChoice: nativeChoice(toolChoice) }),
    }),
    ...(shows && { providerOptions: { google: { thinkingConfig: { includeThoughts: true } } } }),
  };
}

function nativeChoice(choice: ToolChoice): NonNullable<LanguageModelV4CallOptions['toolChoice']> {
  return typeof choice === 'string' ? { type: choice } : { type: 'tool', toolName: choice.name };
}
