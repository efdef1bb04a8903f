import type { ModelMessage } from '#shared/models/model-message.ts';
import type { ModelRequest } from '#shared/models/model.ts';
import type { ModelFailure } from '../server/model-errors.ts';

/**
 * Which optional parts of the protocol a request uses. Servers differ in what they know; the first request uses
 * everything, and what a server refuses by name is left out of the next.
 */
export interface RequestShape {
  readonly usage: boolean;
  readonly schema: boolean;
  readonly temperature: boolean;
  /** The speaker's name beside a user message. */
  readonly names: boolean;
  readonly toolChoice: boolean;
  readonly limit: 'max_tokens' | 'max_completion_tokens';
  /** True once the other name of the limit has been tried. */
  readonly limitSwapped: boolean;
}

/** OpenAI's reasoning models know the new name of the limit only; most other servers know the old one for sure. */
export function firstShape(baseUrl: string): RequestShape {
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
 * The shape to try next after a refusal, or null when the refusal is about something else. Every concession is made at
 * most once, so that this ends.
 */
export function concede(
  shape: RequestShape,
  request: ModelRequest,
  failure: ModelFailure,
): RequestShape | null {
  const { words, status, error } = failure;
  if ((status !== 400 && status !== 422) || error.code !== 'rejected_request') return null;
  if (shape.usage && /stream_options|include_usage/i.test(words)) return { ...shape, usage: false };
  if (
    shape.schema &&
    request.responseSchema &&
    /response_?format|json_?schema|structured output|grammar/i.test(words)
  ) {
    return { ...shape, schema: false };
  }
  if (!shape.limitSwapped && request.maxTokens !== undefined && /max_(completion_)?tokens/i.test(words)) {
    const limit = shape.limit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
    return { ...shape, limit, limitSwapped: true };
  }
  if (shape.temperature && request.temperature !== undefined && /temperature/i.test(words)) {
    return { ...shape, temperature: false };
  }
  if (shape.toolChoice && request.toolChoice !== undefined && /tool_?choice/i.test(words)) {
    return { ...shape, toolChoice: false };
  }
  if (
    shape.names &&
    request.messages.some(hasName) &&
    /messages\W{0,5}\d{0,5}\W{0,5}name\b|\bname\b[^.]{0,200}\bmessages?\b/i.test(words)
  ) {
    return { ...shape, names: false };
  }
  return null;
}

function hasName(message: ModelMessage): boolean {
  return message.role === 'user' && message.name !== undefined;
}
