import type { ModelMessage } from '#shared/models/model-message.ts';
import { checkedInteger } from '../run/checked-integer.ts';
import { StoredMessages } from './stored-messages.ts';

/** A request contains the first `headSize` and the last `tailSize` messages, and a note of how many were skipped. */
export class HeadAndTailChatCompletionContext extends StoredMessages {
  readonly #head: number;
  readonly #tail: number;

  constructor(headSize: number, tailSize: number) {
    super();
    this.#head = checkedInteger(headSize, 1, 'headSize');
    this.#tail = checkedInteger(tailSize, 1, 'tailSize');
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
