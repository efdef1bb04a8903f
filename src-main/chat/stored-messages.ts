import type { Conversation, MessageView } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ConversationStore } from './ports/conversations.ts';

export function lastMessageId(store: ConversationStore, conversation: Conversation): string | null {
  return store.branch(conversation.id, 1).messages.at(-1)?.id ?? null;
}

/** The text of the first message of the shown branch; empty when there is none. */
export function firstText(store: ConversationStore, conversationId: string): string {
  const last = store.branch(conversationId, 1).messages.at(-1);
  return last === undefined ? '' : (store.pathTo(last.id)[0]?.text ?? '');
}

/** Throws `not_found`. */
export function view(store: ConversationStore, messageId: string): MessageView {
  const found = store.view(messageId);
  if (found === undefined) throw new TuteeError('not_found', 'That message is not there any more.');
  return found;
}
