import type { ModelMessage } from '#shared/models/model-message.ts';
import { StoredMessages } from './stored-messages.ts';

/** A request contains all messages. */
export class UnboundedChatCompletionContext extends StoredMessages {
  protected override view(messages: readonly ModelMessage[]): readonly ModelMessage[] {
    return messages;
  }
}
