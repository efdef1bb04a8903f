import { modelMessageTokens } from '#shared/models/model-message.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import { checkedInteger } from '../run/checked-integer.ts';
import { StoredMessages } from './stored-messages.ts';

/**
 * A request contains as many of the last messages as fit into `tokenLimit` (estimated tokens), and always the last one, which is
 * to be answered. The agent's instructions and tools are not counted.
 */
export class TokenLimitedChatCompletionContext extends StoredMessages {
  readonly #limit: number;

  constructor(tokenLimit: number) {
    super();
    this.#limit = checkedInteger(tokenLimit, 1, 'tokenLimit');
  }

  protected override view(messages: readonly ModelMessage[]): readonly ModelMessage[] {
    let left = this.#limit;
    let from = messages.length;
    for (; from > 0; from -= 1) {
      const message = messages[from - 1];
      if (message === undefined) break;
      left -= modelMessageTokens(message);
      if (left < 0 && from < messages.length) break;
    }
    return messages.slice(from);
  }
}
