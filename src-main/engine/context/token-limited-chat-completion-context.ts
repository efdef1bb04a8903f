import { modelMessageTokens } from '#shared/models/model-message.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import { wholeNumber } from '../run/whole-number.ts';
import { StoredMessages } from './stored-messages.ts';

/**
 * A request sees as many of the last messages as fit into `tokenLimit` (estimated tokens), and always the last one:
 * without it there would be nothing to answer. The agent's instructions and its tools come on top.
 */
export class TokenLimitedChatCompletionContext extends StoredMessages {
  readonly #limit: number;

  constructor(tokenLimit: number) {
    super();
    this.#limit = wholeNumber(tokenLimit, 1, 'tokenLimit');
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
