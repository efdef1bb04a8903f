import type { Conversation } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ConversationStore } from './ports.ts';

/**
 * The two places a conversation can be: the database file, or memory alone for a temporary one. Everything that takes a
 * conversation or message id finds the right place here, so no other code knows the difference.
 */
export class ConversationStores {
  readonly saved: ConversationStore;
  readonly temporary: ConversationStore;

  constructor(saved: ConversationStore, temporary: ConversationStore) {
    this.saved = saved;
    this.temporary = temporary;
  }

  for(conversation: { readonly temporary: boolean }): ConversationStore {
    return conversation.temporary ? this.temporary : this.saved;
  }

  /** Throws `not_found`. */
  conversation(id: string): { store: ConversationStore; conversation: Conversation } {
    for (const store of [this.saved, this.temporary]) {
      const conversation = store.get(id);
      if (conversation !== undefined) return { store, conversation };
    }
    throw new TuteeError('not_found', 'That chat is not there any more.');
  }

  /** The store that holds a message; throws `not_found`. */
  withMessage(messageId: string): ConversationStore {
    for (const store of [this.saved, this.temporary]) {
      if (store.message(messageId) !== undefined) return store;
    }
    throw new TuteeError('not_found', 'That message is not there any more.');
  }
}
