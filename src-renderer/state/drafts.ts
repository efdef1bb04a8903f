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

  /** Puts back a text that could not be sent, before what was typed since. */
  prepend(key: string, text: string, { keep }: { keep: boolean }): void {
    const since = this.read(key);
    this.write(key, since === '' ? text : `${text}\n\n${since}`, { keep });
  }

  /** A new chat got its place: what is typed already goes with it. */
  move(from: string, to: string, { keep }: { keep: boolean }): void {
    const text = this.read(from);
    if (text === '') return;
    this.write(to, text, { keep });
    this.write(from, '', { keep });
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

export const drafts = new Drafts(() => localStorage);
