import type { ModelMessage } from '#shared/models/model-message.ts';
import { checkedInteger } from '../run/checked-integer.ts';
import { StoredMessages } from './stored-messages.ts';

/** A request contains the last `bufferSize` messages. */
export class BufferedChatCompletionContext extends StoredMessages {
  readonly #size: number;

  constructor(bufferSize: number) {
    super();
    this.#size = checkedInteger(bufferSize, 1, 'bufferSize');
  }

  protected override view(messages: readonly ModelMessage[]): readonly ModelMessage[] {
    return messages.slice(-this.#size);
  }
}
