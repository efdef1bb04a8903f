import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { Participant } from '../agents/participant.ts';
import type { TerminationCondition } from '../termination/termination-condition.ts';
import type { SummaryMethod } from './summarise-chat.ts';

/** A chat of two: one opens it, the other answers, and so on in turn. AutoGen's `initiate_chat`. */
export interface ChatSpec {
  readonly sender: Participant;
  readonly recipient: Participant;
  /** The sender's opening words, or what makes them of the carry-over so far and what started the chats; just that when not given. */
  readonly message?: string | ((carryover: readonly string[], given: readonly ChatMessage[]) => string);
  /** At most so many rounds: a word of the sender and one of the recipient each. */
  readonly maxTurns?: number;
  /** When neither this nor `maxTurns` is given, it ends when somebody says TERMINATE. */
  readonly terminationCondition?: TerminationCondition;
  /** What is left of it for the next chat; the last message when not given. */
  readonly summaryMethod?: SummaryMethod;
  /** Whether both forget what they said before; true when not given. */
  readonly clearHistory?: boolean;
  /** What to bring in from elsewhere, before the summaries of earlier chats. */
  readonly carryover?: readonly string[];
}

/** A chat that has ended. */
export interface ChatResult {
  /** From the opening on. */
  readonly chatHistory: readonly AgentMessage[];
  readonly summary: string;
  readonly stopReason: string | null;
}
