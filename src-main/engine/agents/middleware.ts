import { chatMessageSchema } from '#shared/agents/chat-messages.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { FunctionCall } from '#shared/agents/content.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ModelRequest } from '#shared/models/model.ts';
import { dotted, validate } from '#shared/validate.ts';
import { abortable } from '../run/abortable.ts';

/** Where a middleware is called. */
export interface MiddlewareContext {
  /** Name of the agent. */
  readonly agent: string;
  readonly signal: AbortSignal;
}

/**
 * Sees, changes or drops what passes through an agent. Several are called in order, each with what the one before it returned. An error
 * it throws fails the turn. AutoGen's intervention handlers and, of 0.2, its hooks.
 */
export interface AgentMiddleware {
  /** Each message that the agent receives; null drops it. Not a promise: messages are delivered once and must be stored at once. */
  onMessage?(message: ChatMessage, context: MiddlewareContext): ChatMessage | null;
  /** Each request before it is sent to the model. */
  onRequest?(request: ModelRequest, context: MiddlewareContext): ModelRequest | Promise<ModelRequest>;
  /** Each tool call before it is approved and runs. A text is the result that the model gets in place of the call. */
  onToolCall?(
    call: FunctionCall,
    context: MiddlewareContext,
  ): FunctionCall | string | Promise<FunctionCall | string>;
  /** The agent's answer before others receive it. Its own context keeps what the model said. */
  onAnswer?(message: ChatMessage, context: MiddlewareContext): ChatMessage | Promise<ChatMessage>;
}

export const MIDDLEWARE_METHODS = ['onMessage', 'onRequest', 'onToolCall', 'onAnswer'] as const;

type All = readonly AgentMiddleware[];

export function throughMessages(
  all: All,
  messages: readonly ChatMessage[],
  context: MiddlewareContext,
): readonly ChatMessage[] {
  if (!all.some((middleware) => middleware.onMessage !== undefined)) return messages;
  return messages.flatMap((message) => {
    let seen: ChatMessage | null = message;
    for (const middleware of all) {
      if (seen === null) break;
      if (middleware.onMessage !== undefined) seen = middleware.onMessage(seen, context);
    }
    return seen === null ? [] : [checked(seen, message, 'onMessage')];
  });
}

export async function throughRequest(
  all: All,
  request: ModelRequest,
  context: MiddlewareContext,
): Promise<ModelRequest> {
  let seen = request;
  for (const middleware of all) {
    if (middleware.onRequest === undefined) continue;
    seen = await abortable(Promise.resolve(middleware.onRequest(seen, context)), context.signal);
    if (!Array.isArray(seen?.messages)) throw wrong('onRequest must return a request with messages.');
  }
  return seen;
}

/** The call as it is to run, or the text that takes the place of its result. */
export async function throughCall(
  all: All,
  call: FunctionCall,
  context: MiddlewareContext,
): Promise<{ readonly call: FunctionCall; readonly dropped: string | null }> {
  let seen = call;
  for (const middleware of all) {
    if (middleware.onToolCall === undefined) continue;
    const given = await abortable(Promise.resolve(middleware.onToolCall(seen, context)), context.signal);
    if (typeof given === 'string') return { call: seen, dropped: given };
    if (typeof given?.name !== 'string' || typeof given.arguments !== 'string')
      throw wrong(
        'onToolCall must return a call, whose arguments are JSON as text, or a text in place of its result.',
      );
    // The result belongs to the call that the model made.
    seen = { ...given, id: call.id };
  }
  return { call: seen, dropped: null };
}

export async function throughAnswer(
  all: All,
  message: ChatMessage,
  context: MiddlewareContext,
): Promise<ChatMessage> {
  let seen = message;
  for (const middleware of all)
    if (middleware.onAnswer !== undefined)
      seen = await abortable(Promise.resolve(middleware.onAnswer(seen, context)), context.signal);
  return checked(seen, message, 'onAnswer');
}

function checked(seen: ChatMessage, given: ChatMessage, what: string): ChatMessage {
  if (seen === given) return seen;
  const parsed = validate(chatMessageSchema, seen);
  if (parsed.ok) return seen;
  const { path, message } = parsed.fault;
  throw wrong(
    `What ${what} returned is not a chat message: ${path.length === 0 ? '' : `${dotted(path)}: `}${message}`,
  );
}

function wrong(message: string): TuteeError {
  return new TuteeError('invalid_output', message);
}
