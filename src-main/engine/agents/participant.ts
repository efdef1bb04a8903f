import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { RunContext } from '../run/run-context.ts';

/** How a participant's turn ended; a closed union. */
export type Turn =
  | {
      readonly type: 'responded';
      /**
       * The final message, not yet yielded. The caller first records the end of the turn and then yields the message, so that a
       * snapshot taken by a reader of this message includes the finished turn. Null when everything was yielded (a team).
       */
      readonly answer: ChatMessage | null;
      /** The messages that other participants receive: an agent's answer, or everything said in a nested team. */
      readonly spoken: readonly ChatMessage[];
      /** Why the turn ended, for display; null when there is no particular reason. */
      readonly stopReason: string | null;
      /** To be called synchronously when the end of the turn is stored. */
      readonly onKept?: () => void;
    }
  | { readonly type: 'waiting'; readonly requests: readonly UserInputRequestedEvent[] };

/**
 * Anything that can take a turn: an agent or a team. Its state is what it remembers between turns. State is saved and loaded
 * synchronously, so that a snapshot taken during a run is consistent.
 */
export interface Participant {
  readonly name: string;
  readonly description: string;
  /** True when it speaks for a person. */
  readonly isPerson?: boolean;
  /**
   * Takes one turn. `messages` are those since its last turn, each delivered once; with an empty list it continues on its own.
   * Yields every event except the answer. Throws AgentFailure or `cancelled`.
   */
  respond(messages: readonly ChatMessage[], run: RunContext): AsyncGenerator<AgentMessage, Turn>;
  /** Returns to the state after construction. */
  reset(): void;
  /** One JSON value with `type` and `version`. */
  saveState(): unknown;
  /** Throws `invalid_input` with the reason and changes nothing then. */
  loadState(state: unknown): void;
}
