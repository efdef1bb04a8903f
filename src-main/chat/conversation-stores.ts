import type { Conversation } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ConversationStore } from './ports/conversations.ts';
import type { StoredCall } from './ports/tools.ts';

/**
 * The two stores of conversations: the database file, and an in-memory database for temporary ones. It finds the store that holds
 * an id, so that no other code tells them apart.
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

  /** The store that holds a message. Throws `not_found`. */
  withMessage(messageId: string): ConversationStore {
    for (const store of [this.saved, this.temporary]) {
      if (store.message(messageId) !== undefined) return store;
    }
    throw new TuteeError('not_found', 'That message is not there any more.');
  }

  /** A call of a tool, and the store that holds it. Throws `not_found`. */
  withCall(callId: string): { store: ConversationStore; call: StoredCall } {
    for (const store of [this.saved, this.temporary]) {
      const call = store.calls.find(callId);
      if (call !== undefined) return { store, call };
    }
    throw new TuteeError('not_found', 'That call is not there any more.');
  }
}
