import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { messageText } from '#shared/agents/messages.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';

/** Cache by message: in a team of a hundred, a message enters a hundred contexts, which then share one converted object. */
const converted = new WeakMap<ChatMessage, readonly ModelMessage[]>();

/**
 * Converts a message for the model of `reader`: a user message with the speaker's name, or an assistant message when `reader` is
 * the source (such as an opening message sent in its name).
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
