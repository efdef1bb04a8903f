import * as z from 'zod';
import { agentEventSchema } from './agent-events.ts';
import type { AgentEvent } from './agent-events.ts';
import { chatMessageSchema } from './chat-messages.ts';
import type { ChatMessage } from './chat-messages.ts';
import { textOf } from './content.ts';

/** Everything a run streams: chat messages and events. */
export const agentMessageSchema = z.discriminatedUnion('type', [chatMessageSchema, agentEventSchema]);
export type AgentMessage = ChatMessage | AgentEvent;

export type MessageOf<Type extends AgentMessage['type']> = Extract<AgentMessage, { type: Type }>;

/** A message without the base fields that stamping adds, such as its id and time. */
export type Draft<Type extends AgentMessage['type']> = { readonly type: Type } & Omit<
  MessageOf<Type>,
  'type' | 'id' | 'createdAt' | 'modelsUsage' | 'metadata'
> &
  Partial<Pick<MessageOf<Type>, 'id' | 'modelsUsage' | 'metadata'>>;

const chatTypes: ReadonlySet<string> = new Set<ChatMessage['type']>([
  'TextMessage',
  'MultiModalMessage',
  'StructuredMessage',
  'StopMessage',
  'HandoffMessage',
  'ToolCallSummaryMessage',
]);

/** The last item of a run, its result, is none. */
export function isChatMessage(
  message: AgentMessage | { readonly type: 'TaskResult' },
): message is ChatMessage {
  return chatTypes.has(message.type);
}

/** The content of a message as text. */
export function messageText(message: ChatMessage): string {
  if (message.type === 'StructuredMessage') return JSON.stringify(message.content);
  return textOf(message.content);
}
