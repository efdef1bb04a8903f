import type { ModelMessage } from '#shared/models/model-message.ts';
import type { ModelRequest } from '#shared/models/model.ts';
import type { ModelFailure } from '../server/model-errors.ts';

/**
 * Optional features of the protocol that a request uses. Servers support different ones: the first request uses all,
 * and the next one omits what the server's error message names.
 */
export interface RequestFeatures {
  readonly usage: boolean;
  readonly schema: boolean;
  readonly temperature: boolean;
  /** `name` in user messages. */
  readonly names: boolean;
  readonly toolChoice: boolean;
  readonly limit: 'max_tokens' | 'max_completion_tokens';
  /** True once the other name of the token limit was tried. */
  readonly limitSwapped: boolean;
}

/**
 * Features of the first request. OpenAI's reasoning models accept only the new name of the token limit; most other
 * servers surely accept the old one.
 */
export function defaultFeatures(baseUrl: string): RequestFeatures {
  const host = URL.parse(baseUrl)?.hostname ?? '';
  const limit = /(^|\.)(openai\.com|openai\.azure\.com)$/.test(host) ? 'max_completion_tokens' : 'max_tokens';
  return {
    usage: true,
    schema: true,
    temperature: true,
    names: true,
    toolChoice: true,
    limit,
    limitSwapped: false,
  };
}

/**
 * The features for the next attempt after a rejected request; null when the rejection has another reason. Each feature
 * is dropped at most once, so this terminates.
 */
export function withoutRejected(
  features: RequestFeatures,
  request: ModelRequest,
  failure: ModelFailure,
): RequestFeatures | null {
  const { words, status, error } = failure;
  if ((status !== 400 && status !== 422) || error.code !== 'rejected_request') return null;
  if (features.usage && /stream_options|include_usage/i.test(words)) return { ...features, usage: false };
  if (
    features.schema &&
    request.responseSchema &&
    /response_?format|json_?schema|structured output|grammar/i.test(words)
  ) {
    return { ...features, schema: false };
  }
  if (!features.limitSwapped && request.maxTokens !== undefined && /max_(completion_)?tokens/i.test(words)) {
    const limit = features.limit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
    return { ...features, limit, limitSwapped: true };
  }
  if (features.temperature && request.temperature !== undefined && /temperature/i.test(words)) {
    return { ...features, temperature: false };
  }
  if (features.toolChoice && request.toolChoice !== undefined && /tool_?choice/i.test(words)) {
    return { ...features, toolChoice: false };
  }
  if (
    features.names &&
    request.messages.some(hasName) &&
    /messages\W{0,5}\d{0,5}\W{0,5}name\b|\bname\b[^.]{0,200}\bmessages?\b/i.test(words)
  ) {
    return { ...features, names: false };
  }
  return null;
}

function hasName(message: ModelMessage): boolean {
  return message.role === 'user' && message.name !== undefined;
}
