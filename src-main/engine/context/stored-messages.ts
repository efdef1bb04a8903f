import * as z from 'zod';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { modelMessageSchema } from '#shared/models/model-message.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import { readState } from '../run/read-state.ts';
import type { RunContext } from '../run/run-context.ts';
import type { ChatCompletionContext } from './chat-completion-context.ts';
import { dropOrphans } from './drop-orphans.ts';

const stateSchema = z.strictObject({
  type: z.literal('ChatCompletionContextState'),
  version: z.literal(1),
  messages: z.array(modelMessageSchema),
});

/**
 * Base class of contexts that store every message and select some for a request. The saved state is the same for all of them, so
 * the strategy can change between two runs.
 */
export abstract class StoredMessages implements ChatCompletionContext {
  #messages: ModelMessage[] = [];

  add(message: ModelMessage): void {
    this.#messages.push(message);
  }

  async *messages(_run: RunContext): AsyncGenerator<AgentMessage, readonly ModelMessage[]> {
    yield* [];
    const shown = this.view(this.#messages);
    // Nothing was cut: skip the search for orphans, which would be slow in ten thousand messages.
    return shown === this.#messages ? shown.slice() : dropOrphans(shown);
  }

  clear(): void {
    this.#messages = [];
  }

  saveState(): unknown {
    return { type: 'ChatCompletionContextState', version: 1, messages: this.#messages.slice() };
  }

  loadState(state: unknown): void {
    this.#messages = readState(stateSchema, state, 'a model context').messages;
  }

  /** Selects the messages of a request, oldest first. Orphaned tool calls and results are dropped afterwards. */
  protected abstract view(messages: readonly ModelMessage[]): readonly ModelMessage[];
}
