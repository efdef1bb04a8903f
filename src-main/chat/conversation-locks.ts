import { TuteeError } from '#shared/errors.ts';

/** One lock per chat: held while a turn or a run of agents writes in it, so that there is at most one at a time. */
export class ConversationLocks {
  readonly #held = new Set<string>();

  /** Throws `busy` while the lock is held. */
  assertFree(conversationId: string): void {
    if (!this.#held.has(conversationId)) return;
    throw new TuteeError('busy', 'Something is still being answered in this chat. Wait for it, or stop it.');
  }

  /** Throws `busy` while the lock is held. The caller must release it. */
  acquire(conversationId: string): void {
    this.assertFree(conversationId);
    this.#held.add(conversationId);
  }

  release(conversationId: string): void {
    this.#held.delete(conversationId);
  }
}
