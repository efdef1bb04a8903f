import * as z from 'zod';
import { isChatMessage, messageText } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import type { ChatCompletionContext } from '../../context/chat-completion-context.ts';
import type { RunContext } from '../../run/run-context.ts';

export const historyStateSchema = z.strictObject({
  /** Number of messages of the thread that are in the context. */
  heard: z.int().nonnegative(),
  context: z.json(),
});

/** The conversation as a selector's model sees it through its context. */
export class SelectorHistory {
  readonly #context: ChatCompletionContext;
  #heard = 0;

  constructor(context: ChatCompletionContext) {
    this.#context = context;
  }

  /** Adds new messages before the first await, so that a repeated call adds each only once. */
  async *text(thread: readonly AgentMessage[], run: RunContext): AsyncGenerator<AgentMessage, string> {
    for (const message of thread.slice(this.#heard).filter(isChatMessage)) {
      this.#context.add({ role: 'user', name: message.source, content: messageText(message) });
    }
    this.#heard = thread.length;
    const shown = yield* this.#context.messages(run);
    return shown.map(line).join('\n\n');
  }

  clear(): void {
    this.#context.clear();
    this.#heard = 0;
  }

  saveState(): unknown {
    return { heard: this.#heard, context: this.#context.saveState() };
  }

  loadState({ heard, context }: z.infer<typeof historyStateSchema>): void {
    this.#context.loadState(context);
    this.#heard = heard;
  }
}

/** The whole conversation, one message per paragraph; used without a context. */
export function transcript(thread: readonly AgentMessage[]): string {
  const said = thread.filter(isChatMessage);
  return said.map((message) => `${message.source}: ${messageText(message)}`).join('\n\n');
}

function line(message: ModelMessage): string {
  const name = message.role === 'user' ? (message.name ?? message.role) : message.role;
  return `${name}: ${modelMessageText(message)}`;
}
