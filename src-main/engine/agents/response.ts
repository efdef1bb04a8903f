/** What an agent's turn ends with, and checks of it where the agent is a program's own. */
import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import { chatMessageSchema } from '#shared/agents/chat-messages.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { agentMessageSchema } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { TuteeError } from '#shared/errors.ts';
import { dotted, validate } from '#shared/validate.ts';
import { isObject } from '../run/checked-input.ts';

/** The outcome of an agent's turn; a closed union. */
export type Response =
  | { readonly type: 'message'; readonly message: ChatMessage }
  /** It asked people (the events were yielded) and continues in its next turn. */
  | { readonly type: 'waiting'; readonly requests: readonly UserInputRequestedEvent[] };

/** Throws `invalid_output` that says what the agent must return instead. */
export function checkedResponse(response: Response): Response {
  const given: unknown = response;
  if (isObject(given) && response.type === 'waiting' && Array.isArray(response.requests)) return response;
  if (!isObject(given) || response.type !== 'message')
    throw wrong("onMessages must return { type: 'message', message } or { type: 'waiting', requests }.");
  const parsed = validate(chatMessageSchema, response.message);
  if (parsed.ok) return response;
  throw wrong(`The returned message is not a chat message: ${faultIn(parsed.fault)}`);
}

/** Throws `invalid_output`. A chunk, of which there are many, is checked by hand. */
export function checkedEvent(event: AgentMessage): AgentMessage {
  if (isObject(event) && event.type === 'ModelClientStreamingChunkEvent' && typeof event.content === 'string')
    return event;
  const parsed = validate(agentMessageSchema, event);
  if (parsed.ok) return event;
  throw wrong(`A yielded event is not a message of the engine: ${faultIn(parsed.fault)}`);
}

function faultIn({
  path,
  message,
}: {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}): string {
  return path.length === 0 ? message : `${dotted(path as string[])}: ${message}`;
}

function wrong(message: string): TuteeError {
  return new TuteeError('invalid_output', message);
}
