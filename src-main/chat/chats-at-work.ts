import { TuteeError } from '#shared/errors.ts';

/** In which chats something is being answered: a turn, or a run of agents. One at a time in each. */
export class ChatsAtWork {
  readonly #at = new Set<string>();

  /** Throws `busy`. */
  refuse(conversationId: string): void {
    if (!this.#at.has(conversationId)) return;
    throw new TuteeError('busy', 'Something is still being answered in this chat. Wait for it, or stop it.');
  }

  /** Throws `busy`. Whoever takes a chat releases it. */
  take(conversationId: string): void {
    this.refuse(conversationId);
    this.#at.add(conversationId);
  }

  release(conversationId: string): void {
    this.#at.delete(conversationId);
  }
}
