import type { Conversation, Message } from '#shared/conversation.ts';
import type { ChatModel } from '#shared/model.ts';
import type { ConversationStore } from '../chat/ports.ts';
import type { Lesson, TurnLearning } from '../chat/turn-learning.ts';

/**
 * Learning from what a person says in a run, by the same rules and settings as in a chat: at once what they explicitly
 * teach, the rest when the run has come to a stop. Nothing that an agent says ever comes here.
 */
export class RunLessons {
  readonly #learning: TurnLearning;
  readonly #store: ConversationStore;
  readonly #conversation: Conversation;
  #left: Lesson[] = [];

  constructor(learning: TurnLearning, store: ConversationStore, conversation: Conversation) {
    this.#learning = learning;
    this.#store = store;
    this.#conversation = conversation;
  }

  /** Answers the ids of the memories that were taught at once. */
  async heard(user: Message): Promise<readonly string[]> {
    const lesson = { store: this.#store, conversation: this.#conversation, user };
    this.#learning.expect(lesson);
    const { remembered, complete } = await this.#learning.told(lesson);
    if (!complete) this.#left.push(lesson);
    return remembered.map(({ memoryId }) => memoryId);
  }

  /** The run has come to a stop: the rest is learned, in the background. */
  later(model: ChatModel | null): void {
    for (const lesson of this.#left) this.#learning.later(lesson, model);
    this.#left = [];
  }
}
