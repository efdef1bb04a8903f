import type { Publish } from '#shared/contract/events.ts';
import type { AnswerWait, Message } from '#shared/conversation.ts';
import type { AnswerDelta } from './ports/answering.ts';
import type { ConversationStore } from './ports/conversations.ts';
import { ThrottledSave } from './throttled-save.ts';

/** Writes one answer as it streams: each chunk is published at once and saved by a throttled save. */
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
    // An answer that goes on has some already.
    this.#text = answer.text;
    this.#reasoning = answer.reasoning;
  }

  get written(): { text: string; reasoning: string } {
    return { text: this.#text, reasoning: this.#reasoning };
  }

  /** Words of it were forgotten for good: from now on the answer stays as the store has it. */
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
    if (delta.retracts === true) this.#retract();
    const before = { textAt: this.#text.length, reasoningAt: this.#reasoning.length };
    this.#text += delta.text;
    this.#reasoning += delta.reasoning;
    // Saved before it is published: an answer that was shown must not vanish when the process is killed.
    this.#saves.schedule();
    this.#publish('message-delta', { conversationId, messageId, ...delta, ...before });
  }

  /** Saved before the page sees the offsets of the next chunk: it notices the gap and reads the message again. */
  #retract(): void {
    this.#reasoning += this.#text;
    this.#text = '';
    this.save();
  }

  /** Tells the page that the answer is delayed. It is not stored. */
  wait(wait: AnswerWait): void {
    const { id: messageId, conversationId } = this.#answer;
    if (!this.#frozen) this.#publish('message-wait', { conversationId, messageId, wait });
  }

  /** Cancels a scheduled save; the caller stores the final state. */
  end(): void {
    this.#saves.cancel();
  }

  /** Saves everything written so far, for whoever reads the chat from the store next. */
  save(): void {
    this.#store.grow(this.#answer.id, this.written);
  }
}
