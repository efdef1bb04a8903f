import type { Conversation } from '#shared/conversation.ts';
import type { MemoryScope } from '#shared/memory/memory.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { ConversationStore } from '../../chat/ports.ts';
import type { Lesson, TurnLearning } from '../../chat/turn-learning.ts';

/**
 * Learning from what a person says in a run, by the same rules and settings as in a chat, and shown at the same place: the
 * message, as it stands in the chat. Nothing that an agent says ever comes here.
 */
export class RunLessons {
  readonly #learning: TurnLearning;
  readonly #store: ConversationStore;
  readonly #conversation: Conversation;

  constructor(learning: TurnLearning, store: ConversationStore, conversation: Conversation) {
    this.#learning = learning;
    this.#store = store;
    this.#conversation = conversation;
  }

  /** Learns what is explicitly taught. `scope`: where it applies; not given: where what its chat teaches does. */
  async told(
    messageId: string,
    scope: MemoryScope | undefined,
  ): Promise<{ readonly ids: readonly string[]; readonly complete: boolean }> {
    const lesson = this.#lesson(messageId, scope);
    if (lesson === null) return { ids: [], complete: true };
    this.#learning.expect(lesson);
    const { remembered, complete } = await this.#learning.told(lesson);
    return { ids: remembered.map(({ memoryId }) => memoryId), complete };
  }

  /** Learns the rest, in the background. */
  later(messageId: string, scope: MemoryScope | undefined, model: ChatModel | null): void {
    const lesson = this.#lesson(messageId, scope);
    if (lesson !== null) this.#learning.later(lesson, model);
  }

  /** Null when the message is gone, or is no person's. */
  #lesson(messageId: string, scope: MemoryScope | undefined): Lesson | null {
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
