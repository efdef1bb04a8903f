import type { ModelMessage } from '#shared/models/model-message.ts';
import { StoredMessages } from './stored-messages.ts';
import { recordComponent } from '../run/component-record.ts';

/** A request contains all messages. */
export class UnboundedChatCompletionContext extends StoredMessages {
  constructor() {
    super();
    recordComponent(this, UnboundedChatCompletionContext, 'UnboundedChatCompletionContext', {});
  }

  protected override view(messages: readonly ModelMessage[]): readonly ModelMessage[] {
    return messages;
  }
}
