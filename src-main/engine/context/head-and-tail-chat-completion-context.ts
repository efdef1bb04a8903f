import type { ModelMessage } from '#shared/models/model-message.ts';
import { checkedInteger } from '../run/checked-integer.ts';
import { dropOrphans } from './drop-orphans.ts';
import { lastMessages } from './exchanges.ts';
import { StoredMessages } from './stored-messages.ts';
import { recordComponent } from '../run/component-record.ts';

/** A request contains the first `headSize` and the last `tailSize` messages, and a note of how many were skipped. */
export class HeadAndTailChatCompletionContext extends StoredMessages {
  readonly #head: number;
  readonly #tail: number;

  constructor(headSize: number, tailSize: number) {
    super();
    this.#head = checkedInteger(headSize, 1, 'headSize');
    this.#tail = checkedInteger(tailSize, 1, 'tailSize');
    recordComponent(this, HeadAndTailChatCompletionContext, 'HeadAndTailChatCompletionContext', {
      headSize,
      tailSize,
    });
  }

  protected override view(messages: readonly ModelMessage[]): readonly ModelMessage[] {
    if (messages.length <= this.#head + this.#tail) return messages;
    // Calls cut off from their results are skipped too, so they are dropped before the note counts.
    const head = dropOrphans(messages.slice(0, this.#head));
    const tail = dropOrphans(lastMessages(messages.slice(this.#head), this.#tail));
    const skipped = messages.length - head.length - tail.length;
    return [...head, { role: 'user', content: `Skipped ${skipped} messages.` }, ...tail];
  }
}
