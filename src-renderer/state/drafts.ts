/**
 * Unsent messages, one a conversation, kept in this browser so that a reload or a look elsewhere does not cost a text.
 * Temporary chats promise that nothing is kept, so their drafts live in memory only.
 */
const PREFIX = 'tutee.draft.';
/** A draft longer than this stays in memory only: the browser's storage is small. */
const LONGEST_KEPT = 50_000;

export interface TextStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export class Drafts {
  readonly #storage: () => TextStorage;
  readonly #inMemory = new Map<string, string>();
  readonly #listeners = new Set<() => void>();

  /** `storage` may throw, as localStorage does where the browser forbids it. */
  constructor(storage: () => TextStorage) {
    this.#storage = storage;
  }

  read(key: string): string {
    const held = this.#inMemory.get(key);
    if (held !== undefined) return held;
    let text = '';
    try {
      text = this.#storage().getItem(PREFIX + key) ?? '';
    } catch {
      // Nothing can be kept here, so nothing was.
    }
    this.#inMemory.set(key, text);
    return text;
  }

  write(key: string, text: string, { keep }: { keep: boolean }): void {
    this.#inMemory.set(key, text);
    try {
      if (keep && text.trim() !== '' && text.length <= LONGEST_KEPT)
        this.#storage().setItem(PREFIX + key, text);
      else this.#storage().removeItem(PREFIX + key);
    } catch {
      // Kept in memory only.
    }
    for (const listener of this.#listeners) listener();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

export const drafts = new Drafts(() => localStorage);
