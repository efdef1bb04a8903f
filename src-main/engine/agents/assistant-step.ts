import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { PendingCalls } from './pending-calls.ts';

/** The next step of an assistant's turn; a closed union. `round` counts the model's answers in this turn, from 1. */
export type NextStep =
  | { readonly type: 'ask'; readonly round: number }
  | { readonly type: 'approve'; readonly pending: PendingCalls }
  | { readonly type: 'call-tools'; readonly pending: PendingCalls }
  | { readonly type: 'reflect' }
  | { readonly type: 'respond'; readonly message: ChatMessage }
  | { readonly type: 'wait'; readonly requests: readonly UserInputRequestedEvent[] };
