import type { ModelMessage } from '#shared/models/model-message.ts';
import { wholeNumber } from '../run/whole-number.ts';
import { StoredMessages } from './stored-messages.ts';

/** A request sees the first and the last messages, and in between how many were left out. */
export class HeadAndTailChatCompletionContext extends StoredMessages {
  readonly #head: number;
  readonly #tail: number;

  constructor(headSize: number, tailSize: number) {
    super();
    this.#head = wholeNumber(headSize, 1, 'headSize');
    this.#tail = wholeNumber(tailSize, 1, 'tailSize');
  }

  protected override view(messages: readonly ModelMessage[]): readonly ModelMessage[] {
    const skipped = messages.length - this.#head - this.#tail;
    if (skipped <= 0) return messages;
    return [
      ...messages.slice(0, this.#head),
      { role: 'user', content: `Skipped ${skipped} messages.` },
      ...messages.slice(-this.#tail),
    ];
  }
}
