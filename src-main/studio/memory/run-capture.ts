import type { Conversation } from '#shared/conversation.ts';
import type { MemoryScope } from '#shared/memory/memory.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { ConversationStore } from '../../chat/ports/conversations.ts';
import type { CaptureSource, TurnCapture } from '../../chat/capture/turn-capture.ts';

/**
 * Memory capture from what a person says in a run, with the rules and settings of a chat. The result is shown under the message in
 * the chat. Messages of agents never reach it.
 */
export class RunCapture {
  readonly #capture: TurnCapture;
  readonly #store: ConversationStore;
  readonly #conversation: Conversation;

  constructor(capture: TurnCapture, store: ConversationStore, conversation: Conversation) {
    this.#capture = capture;
    this.#store = store;
    this.#conversation = conversation;
  }

  /**
   * Captures what the message explicitly teaches. Returns the ids of the memories, and whether nothing else is left to capture.
   * @param scope of the memories; undefined: the teaching scope of the chat.
   */
  async captureExplicit(
    messageId: string,
    scope: MemoryScope | undefined,
  ): Promise<{ readonly ids: readonly string[]; readonly complete: boolean }> {
    const source = this.#source(messageId, scope);
    if (source === null) return { ids: [], complete: true };
    this.#capture.markPending(source);
    const { remembered, complete } = await this.#capture.captureExplicit(source);
    return { ids: remembered.map(({ memoryId }) => memoryId), complete };
  }

  /** Queues implicit capture. A null `model` uses rules alone. */
  captureInBackground(messageId: string, scope: MemoryScope | undefined, model: ChatModel | null): void {
    const source = this.#source(messageId, scope);
    if (source !== null) this.#capture.captureInBackground(source, model);
  }

  /** Null when the message is gone or was not said by a person. */
  #source(messageId: string, scope: MemoryScope | undefined): CaptureSource | null {
    const user = this.#store.message(messageId);
    if (user?.role !== 'user') return null;
    return {
      store: this.#store,
      conversation: this.#conversation,
      user,
      ...(scope !== undefined && { scope }),
    };
  }
}
