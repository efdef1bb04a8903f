import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { messageText } from '#shared/agents/messages.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';

/** Kept by message: in a team of a hundred every message enters a hundred contexts, as one and the same object. */
const converted = new WeakMap<ChatMessage, readonly ModelMessage[]>();

/**
 * What a message is to the model of `reader`: something a user said, with the speaker's name; or, when it is the reader's
 * own (the opening of a chat was put into its mouth), something the model said.
 */
export function toModelMessages(message: ChatMessage, reader: string): readonly ModelMessage[] {
  if (message.source === reader) return [{ role: 'assistant', content: messageText(message) }];
  const known = converted.get(message);
  if (known !== undefined) return known;
  const context = message.type === 'HandoffMessage' ? message.context : [];
  const content = message.type === 'MultiModalMessage' ? message.content : messageText(message);
  const made: readonly ModelMessage[] = [...context, { role: 'user', content, name: message.source }];
  converted.set(message, made);
  return made;
}
