import type { Publish } from '#shared/contract/events.ts';
import type { CaptureState, Conversation, Message } from '#shared/conversation.ts';
import { toErrorData } from '#shared/errors.ts';
import type { Remembered } from '#shared/memory.ts';
import type { ChatModel } from '#shared/model.ts';
import type { Settings } from '#shared/settings.ts';
import type { ConversationStore, Learning, UserWords } from './ports.ts';

export interface LearningPorts {
  readonly learning: Learning;
  readonly settings: () => Settings;
  readonly publish: Publish;
}

/** A user message to learn from, and where it is kept. */
export interface Lesson {
  readonly store: ConversationStore;
  readonly conversation: Conversation;
  readonly user: Message;
}

/**
 * Learning around a turn. What the user explicitly teaches is stored before the answer; learning by itself comes after
 * it, one message at a time, so that each sees what the one before it taught. Its state is kept beside the message; a
 * failure is shown there and never thrown: the chat goes on.
 */
export class TurnLearning {
  readonly #ports: LearningPorts;
  readonly #stop = new AbortController();
  #last: Promise<unknown> = Promise.resolve();

  constructor(ports: LearningPorts) {
    this.#ports = ports;
  }

  /** Stored with the message, so that a killed process does not forget that there was something to learn. */
  expect({ store, conversation, user }: Lesson): void {
    if (this.#byItself(conversation)) store.setCapture(user.id, { status: 'pending', error: null });
  }

  /** "Remember that …": by rules alone, at once. When something was told, nothing more is learned from the message. */
  async told(lesson: Lesson): Promise<readonly Remembered[]> {
    if (lesson.conversation.temporary) return [];
    const remembered = await this.#attempt(lesson, () =>
      this.#ports.learning.learnTold(userWords(lesson.user)),
    );
    if (remembered.length > 0) this.#settle(lesson, { status: 'done', error: null });
    return remembered;
  }

  /** Without a model rules are all there is and take no time: the answer can say what was learned. */
  async now(lesson: Lesson): Promise<readonly Remembered[]> {
    return this.#byItself(lesson.conversation) ? this.#learn(lesson, null) : [];
  }

  /** Learns in the background. */
  later(lesson: Lesson, model: ChatModel | null): void {
    if (!this.#byItself(lesson.conversation)) return;
    this.#last = this.#last.then(() => this.#learn(lesson, model));
  }

  /** Waits until everything begun is learned. */
  async settled(): Promise<void> {
    await this.#last;
  }

  /** Breaks off calls under way; their messages say so. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#last;
  }

  #byItself(conversation: Conversation): boolean {
    const { learning, learningPaused } = this.#ports.settings();
    return !conversation.temporary && learning === 'automatic' && !learningPaused;
  }

  async #learn(lesson: Lesson, model: ChatModel | null): Promise<readonly Remembered[]> {
    const words = userWords(lesson.user);
    return this.#attempt(lesson, async () => {
      const remembered = await this.#ports.learning.learnFrom(words, model, this.#stop.signal);
      if (lesson.store.view(lesson.user.id)?.capture?.status === 'pending') {
        this.#settle(lesson, { status: 'done', error: null });
      }
      return remembered;
    });
  }

  async #attempt(
    lesson: Lesson,
    learn: () => Promise<readonly Remembered[]>,
  ): Promise<readonly Remembered[]> {
    try {
      return await learn();
    } catch (thrown) {
      this.#settle(lesson, { status: 'failed', error: toErrorData(thrown) });
      return [];
    }
  }

  /** Never throws: on a full disk not even the failure can be written down, and the page is told all the same. */
  #settle({ store, user }: Lesson, state: CaptureState): void {
    const { id: messageId, conversationId } = user;
    try {
      // The chat may have been deleted while its message was being learned from.
      if (store.message(messageId) === undefined) return;
      store.setCapture(messageId, state);
      const view = store.view(messageId);
      if (view === undefined) return;
      const { capture, remembered } = view;
      this.#ports.publish('capture-changed', { conversationId, messageId, capture, remembered });
    } catch (thrown) {
      const capture: CaptureState = { status: 'failed', error: toErrorData(thrown) };
      this.#ports.publish('capture-changed', { conversationId, messageId, capture, remembered: [] });
    }
  }
}

/** The only way a message reaches learning: it must be the user's own. */
function userWords(message: Message): UserWords {
  if (message.role !== 'user') throw new Error('Only messages of the user can teach.');
  return {
    conversationId: message.conversationId,
    messageId: message.id,
    text: message.text,
    at: message.createdAt,
  };
}
