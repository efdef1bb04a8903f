import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { RunContext } from '../run/run-context.ts';

/** How a participant's turn ended; closed. */
export type Turn =
  | {
      readonly type: 'responded';
      /**
       * The last word, not yet yielded: whoever called notes that the turn is over and yields it then, so that a snapshot
       * taken by a reader of the answer has the turn behind it. Null when everything was yielded (a team).
       */
      readonly answer: ChatMessage | null;
      /** What the others hear of it: an agent's one answer, or everything said in a nested team. */
      readonly spoken: readonly ChatMessage[];
      /** Why it ended, in words, where there is something to say. */
      readonly stopReason: string | null;
    }
  | { readonly type: 'waiting'; readonly requests: readonly UserInputRequestedEvent[] };

/**
 * Whoever can take a turn: an agent, or a whole team. Its state is what it remembers between turns; it is read and
 * written at one moment (no promise), so a snapshot taken in the middle of a run is never torn.
 */
export interface Participant {
  readonly name: string;
  readonly description: string;
  /** True for one who speaks for a person. */
  readonly isPerson?: boolean;
  /**
   * Takes one turn. `messages` are those said since its last turn, each delivered once; without any it goes on by
   * itself. Yields everything that happens but the answer; throws AgentFailure, or `cancelled`.
   */
  respond(messages: readonly ChatMessage[], run: RunContext): AsyncGenerator<AgentMessage, Turn>;
  /** Forgets everything said, as if it had just been made. */
  reset(): void;
  /** One JSON value with `type` and `version`. */
  saveState(): unknown;
  /** Throws `invalid_input` that says what is wrong; then nothing was changed. */
  loadState(state: unknown): void;
}
