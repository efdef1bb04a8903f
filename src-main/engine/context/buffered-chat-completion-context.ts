import type { ModelMessage } from '#shared/model-message.ts';
import { checkedSize, StoredMessages } from './stored-messages.ts';

/** A request sees the last `bufferSize` messages. */
export class BufferedChatCompletionContext extends StoredMessages {
  readonly #size: number;

  constructor(bufferSize: number) {
    super();
    this.#size = checkedSize('bufferSize', bufferSize);
  }

  protected override view(messages: readonly ModelMessage[]): readonly ModelMessage[] {
    return messages.slice(-this.#size);
  }
}
