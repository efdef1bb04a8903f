import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { RunContext } from '../run/run-context.ts';

/** What a team does next; closed. */
export type NextSpeakers =
  /** They speak, several at the same time. */
  | { readonly type: 'speak'; readonly speakers: readonly string[] }
  | { readonly type: 'stop'; readonly reason: string }
  /** A person is asked who speaks (the event was yielded); the next run asks the manager again. */
  | { readonly type: 'wait'; readonly requests: readonly UserInputRequestedEvent[] };

/**
 * Who decides who speaks in a team, and nothing else: turns, delivery, termination and state are the team's. What it
 * yields is streamed and kept; its chat messages are delivered to everybody.
 */
export interface GroupChatManager {
  /** Throws when the team cannot begin or go on with this. Called before anything of the run is kept. */
  checkStart?(task: readonly ChatMessage[], thread: readonly AgentMessage[]): void;
  /**
   * Asked when all speakers of the turn before have spoken. Its state may change only when it returns: asked again
   * after it was stopped halfway, it must decide as if for the first time.
   */
  next(thread: readonly AgentMessage[], run: RunContext): AsyncGenerator<AgentMessage, NextSpeakers>;
  /** A speaker has finished, and this was all of its turn. */
  onTurnEnd?(speaker: string, messages: readonly AgentMessage[]): void;
  reset(): void;
  /** One JSON value with `type` and `version`. */
  saveState(): unknown;
  loadState(state: unknown): void;
}
