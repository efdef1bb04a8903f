import type { Publish } from '#shared/contract/events.ts';
import type { AnswerWait, Message } from '#shared/conversation.ts';
import type { AnswerDelta, ConversationStore } from './ports.ts';
import { ThrottledSave } from './throttled-save.ts';

/** Grows one answer: every piece goes to the page at once and to the store soon. */
export class AnswerWriter {
  readonly #store: ConversationStore;
  readonly #publish: Publish;
  readonly #answer: Message;
  readonly #saves = new ThrottledSave(() => this.save());
  #text = '';
  #reasoning = '';
  #frozen = false;

  constructor(store: ConversationStore, publish: Publish, answer: Message) {
    this.#store = store;
    this.#publish = publish;
    this.#answer = answer;
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
    this.#saves.cancel();
  }

  write(delta: AnswerDelta): void {
    if (this.#frozen) return;
    const { id: messageId, conversationId } = this.#answer;
    const before = { textAt: this.#text.length, reasoningAt: this.#reasoning.length };
    this.#text += delta.text;
    this.#reasoning += delta.reasoning;
    // Before it is shown: of an answer that somebody saw begin, something stays when the process is killed.
    this.#saves.schedule();
    this.#publish('message-delta', { conversationId, messageId, ...delta, ...before });
  }

  /** Said while it lasts, and not kept. */
  wait(wait: AnswerWait): void {
    const { id: messageId, conversationId } = this.#answer;
    if (!this.#frozen) this.#publish('message-wait', { conversationId, messageId, wait });
  }

  /** Nothing more is written. */
  end(): void {
    this.#saves.cancel();
  }

  /** Brings the store up to what was written: whoever reads the chat now sees all of it. */
  save(): void {
    this.#store.grow(this.#answer.id, this.written);
  }
}
