import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { RunContext } from '../run/run-context.ts';

/** What a team does next; a closed union. */
export type NextSpeakers =
  /** These participants speak, concurrently when there are several. */
  | {
      readonly type: 'speak';
      readonly speakers: readonly string[];
      /** Id of a message: all participants are reset and receive only messages from there on. */
      readonly forgetBefore?: string;
    }
  | { readonly type: 'stop'; readonly reason: string }
  /** A person was asked who speaks (the event was yielded); the next run asks the manager again. */
  | { readonly type: 'wait'; readonly requests: readonly UserInputRequestedEvent[] };

/**
 * Decides who speaks in a team and nothing else: the team handles turns, delivery, termination and state. What a manager yields is
 * streamed and stored; its chat messages are delivered to all participants.
 */
export interface GroupChatManager {
  /** Throws when the team cannot start or continue with this task. Called before anything of the run is stored. */
  checkStart?(task: readonly ChatMessage[], thread: readonly AgentMessage[]): void;
  /**
   * Called when all speakers of the previous turn have finished. May change its state only when it returns (and in `onKept`): when
   * called again after a cancellation, it must decide as if for the first time. `thread` grows by what it yields.
   */
  next(thread: readonly AgentMessage[], run: RunContext): AsyncGenerator<AgentMessage, NextSpeakers>;
  /** Called synchronously when a yielded message was stored in the thread: state that depends on it may change here. */
  onKept?(message: AgentMessage): void;
  /**
   * A speaker has finished. `messages`: everything in this run's part of its turn; `spoken`: the messages of the whole turn that
   * other participants receive.
   */
  onTurnEnd?(speaker: string, messages: readonly AgentMessage[], spoken: readonly ChatMessage[]): void;
  reset(): void;
  /** One JSON value with `type` and `version`. */
  saveState(): unknown;
  loadState(state: unknown): void;
}
