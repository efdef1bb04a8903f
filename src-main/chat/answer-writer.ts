import type { Publish } from '#shared/contract/events.ts';
import type { Message } from '#shared/conversation.ts';
import { isLocked } from '#shared/when-free.ts';
import type { AnswerDelta, ConversationStore } from './ports.ts';

/** How often a growing answer is saved, in ms: a killed process loses at most so much of an unfinished answer. */
const SAVE_EVERY = 1_000;

/** Grows one answer: every piece goes to the page at once and to the store now and then. */
export class AnswerWriter {
  readonly #store: ConversationStore;
  readonly #publish: Publish;
  readonly #answer: Message;
  readonly #now: () => number;
  #text = '';
  #reasoning = '';
  #savedAt: number;
  #frozen = false;

  constructor(store: ConversationStore, publish: Publish, answer: Message, now: () => number) {
    this.#store = store;
    this.#publish = publish;
    this.#answer = answer;
    this.#now = now;
    this.#savedAt = now();
  }

  get written(): { text: string; reasoning: string } {
    return { text: this.#text, reasoning: this.#reasoning };
  }

  /** Words of it were forgotten for good: it stays as it is in the store now. */
  freeze(): void {
    const kept = this.#store.message(this.#answer.id);
    this.#text = kept?.text ?? '';
    this.#reasoning = kept?.reasoning ?? '';
    this.#frozen = true;
  }

  write(delta: AnswerDelta): void {
    if (this.#frozen) return;
    const { id: messageId, conversationId } = this.#answer;
    const before = { textAt: this.#text.length, reasoningAt: this.#reasoning.length };
    this.#text += delta.text;
    this.#reasoning += delta.reasoning;
    this.#publish('message-delta', { conversationId, messageId, ...delta, ...before });
    if (this.#now() - this.#savedAt >= SAVE_EVERY) this.#saveIfFree();
  }

  /** Where another program holds the database the answer goes on, and is saved with one of its next pieces. */
  #saveIfFree(): void {
    try {
      this.save();
    } catch (thrown) {
      if (!isLocked(thrown)) throw thrown;
      this.#savedAt = this.#now();
    }
  }

  /** Brings the store up to what was written: whoever reads the chat now sees all of it. */
  save(): void {
    this.#store.update(this.#answer.id, this.written);
    this.#savedAt = this.#now();
  }
}
