import * as z from 'zod';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { modelMessageSchema } from '#shared/model-message.ts';
import type { ModelMessage } from '#shared/model-message.ts';
import { readState } from '../run/read-state.ts';
import type { ChatCompletionContext } from './chat-completion-context.ts';

export const contextStateSchema = z.strictObject({
  type: z.literal('ChatCompletionContextState'),
  version: z.literal(1),
  messages: z.array(modelMessageSchema),
});

/** Keeps everything and sends everything. */
export class UnboundedChatCompletionContext implements ChatCompletionContext {
  #messages: ModelMessage[] = [];

  add(message: ModelMessage): void {
    this.#messages.push(message);
  }

  async *messages(): AsyncGenerator<AgentMessage, readonly ModelMessage[]> {
    yield* [];
    return this.#messages.slice();
  }

  clear(): void {
    this.#messages = [];
  }

  saveState(): unknown {
    return { type: 'ChatCompletionContextState', version: 1, messages: this.#messages.slice() };
  }

  loadState(state: unknown): void {
    this.#messages = readState(contextStateSchema, state, 'a model context').messages;
  }
}
