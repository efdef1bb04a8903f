import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { Participant } from '../agents/participant.ts';
import type { TerminationCondition } from '../termination/termination-condition.ts';
import type { SummaryMethod } from './summarise-chat.ts';

/** A two-agent chat: the sender opens it, the recipient answers, and so on in turn. AutoGen's `initiate_chat`. */
export interface ChatSpec {
  readonly sender: Participant;
  readonly recipient: Participant;
  /**
   * The opening message, to which the carryover is added; or a function of the carryover and of the messages that started the chats,
   * which says all there is to say (`withCarryover` adds the carryover as a text gets it). Default: the last of those messages.
   */
  readonly message?: string | ((carryover: readonly string[], given: readonly ChatMessage[]) => string);
  /** Maximum number of rounds; a round is one message of the sender and one of the recipient. */
  readonly maxTurns?: number;
  /** Default, without `maxTurns`: the chat ends when a message contains TERMINATE. */
  readonly terminationCondition?: TerminationCondition;
  /** How the chat is summarised for the next one. Default: `last_msg`. */
  readonly summaryMethod?: SummaryMethod;
  /** Whether both agents are reset before the chat; default true. */
  readonly clearHistory?: boolean;
  /** Additional context, placed before the summaries of earlier chats. */
  readonly carryover?: readonly string[];
  /**
   * Indexes of the earlier chats that must have ended first, and whose summaries are carried over. Default: all earlier ones. Chats that
   * do not wait for each other run at the same time, and must have different agents.
   */
  readonly prerequisites?: readonly number[];
  /** Indexes of the earlier chats whose summaries are not carried over. */
  readonly excludeFromCarryover?: readonly number[];
}

/** The result of a finished chat. */
export interface ChatResult {
  /** All messages and events from the opening on, with the usage of the summary: `usageOfRun(chatHistory, prices)` is what it cost. */
  readonly chatHistory: readonly AgentMessage[];
  readonly summary: string;
  readonly stopReason: string | null;
}
