import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { RunContext } from '../run/run-context.ts';

/** What a team does next; closed. */
export type NextSpeakers =
  /** They speak, several at the same time. */
  | {
      readonly type: 'speak';
      readonly speakers: readonly string[];
      /** The id of a message: all participants are reset and hear only what was said from there on. */
      readonly forgetBefore?: string;
    }
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
   * Asked when all speakers of the turn before have spoken. Its state may change only when it returns (and in `onKept`):
   * asked again after it was stopped halfway, it must decide as if for the first time. `thread` grows by what it yields.
   */
  next(thread: readonly AgentMessage[], run: RunContext): AsyncGenerator<AgentMessage, NextSpeakers>;
  /** What it yielded has just been kept in the thread, so that its state may say so; no snapshot has one without the other. */
  onKept?(message: AgentMessage): void;
  /**
   * A speaker has finished. `messages` is all that happened since it was last let go on, `spoken` what of its whole turn the
   * others hear.
   */
  onTurnEnd?(speaker: string, messages: readonly AgentMessage[], spoken: readonly ChatMessage[]): void;
  reset(): void;
  /** One JSON value with `type` and `version`. */
  saveState(): unknown;
  loadState(state: unknown): void;
}
