import type { AgentMessage } from '#shared/agents/messages.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import type { RunContext } from '../run/run-context.ts';

/** An agent's conversation history and the strategy that selects what a request contains. */
export interface ChatCompletionContext {
  add(message: ModelMessage): void;
  /**
   * The messages of the next request, oldest first. A strategy that uses a model yields a UsageEvent. Tool results must not be
   * returned without their calls: see `dropOrphans`.
   */
  messages(run: RunContext): AsyncGenerator<AgentMessage, readonly ModelMessage[]>;
  clear(): void;
  /** One JSON value with `type` and `version`. */
  saveState(): unknown;
  loadState(state: unknown): void;
}
