import type { ModelMessage } from '#shared/models/model-message.ts';
import { checkedInteger } from '../run/checked-integer.ts';
import { lastMessages } from './exchanges.ts';
import { StoredMessages } from './stored-messages.ts';
import { recordComponent } from '../run/component-record.ts';

/** A request contains the last `bufferSize` messages, and always the last tool results with their calls when they are to be answered. */
export class BufferedChatCompletionContext extends StoredMessages {
  readonly #size: number;

  constructor(bufferSize: number) {
    super();
    this.#size = checkedInteger(bufferSize, 1, 'bufferSize');
    recordComponent(this, BufferedChatCompletionContext, 'BufferedChatCompletionContext', { bufferSize });
  }

  protected override view(messages: readonly ModelMessage[]): readonly ModelMessage[] {
    return messages.length <= this.#size ? messages : lastMessages(messages, this.#size);
  }
}
