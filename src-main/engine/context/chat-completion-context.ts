import type { AgentMessage } from '#shared/agents/messages.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import type { RunContext } from '../run/run-context.ts';

/** What an agent remembers of a conversation, and how much of it a request gets to see. */
export interface ChatCompletionContext {
  add(message: ModelMessage): void;
  /**
   * The messages of the next request, oldest first. A strategy that asks a model for it yields the usage. No result of
   * a tool may be among them without its call: see `dropOrphans`.
   */
  messages(run: RunContext): AsyncGenerator<AgentMessage, readonly ModelMessage[]>;
  clear(): void;
  /** One JSON value with `type` and `version`. */
  saveState(): unknown;
  loadState(state: unknown): void;
}
