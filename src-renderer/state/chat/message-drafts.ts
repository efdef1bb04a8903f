/**
 * Unsent messages, one per chat, saved in the main process so that a reload, a restart or a look elsewhere does not
 * lose them. Drafts of temporary chats stay in memory only.
 */
import { longestDraft } from '../../../shared/limits.ts';
import type { Draft, DraftPlace } from '../../../shared/contract/drafts.ts';

/** Minimum interval between saves of a draft, in ms: how much typing a crash can lose. */
const SAVE_INTERVAL_MS = 600;

/** Saves a draft; resolves to false when that failed. */
type SaveDraft = (place: DraftPlace, text: string) => Promise<boolean>;

export class MessageDrafts {
  readonly #save: SaveDraft;
  /** Current texts on the page, by draft key. */
  readonly #texts = new Map<string, string>();
  /** Texts as last sent to the main process. */
  readonly #saved = new Map<string, string>();
  /** Keys of drafts that are never saved. */
  readonly #ephemeral = new Set(['temporary']);
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #listeners = new Set<() => void>();

  constructor(save: SaveDraft) {
    this.#save = save;
  }

  read(key: string): string {
    return this.#texts.get(key) ?? '';
  }

  write(key: string, text: string, { persist }: { persist: boolean }): void {
    this.#texts.set(key, text);
    if (!persist) this.#ephemeral.add(key);
    this.#scheduleSave(key);
    this.#notify();
  }

  /** Puts a text that could not be sent back before what was typed since. */
  prepend(key: string, text: string, { persist }: { persist: boolean }): void {
    const since = this.read(key);
    this.write(key, since === '' ? text : `${text}\n\n${since}`, { persist });
  }

  /** A new chat got its id: moves the draft there. */
  move(from: string, to: string, { persist }: { persist: boolean }): void {
    const text = this.read(from);
    if (text === '') return;
    this.write(to, text, { persist });
    this.write(from, '', { persist });
  }

  /** Applies the main process's drafts, except where the text here was changed since the last save. */
  load(drafts: readonly Draft[]): void {
    const stored = new Map(drafts.map((draft) => [keyOf(draft), draft.text]));
    for (const key of new Set([...stored.keys(), ...this.#saved.keys()])) {
      const text = stored.get(key) ?? '';
      const known = this.#saved.get(key);
      this.#saved.set(key, text);
      const here = this.read(key);
      if (here === (known ?? '')) this.#texts.set(key, text);
      // Typed before the stored draft was loaded: append to it.
      else if (known === undefined && text !== '') this.#texts.set(key, `${text}\n\n${here}`);
    }
    for (const key of this.#texts.keys()) this.#scheduleSave(key);
    this.#notify();
  }

  /** Saves pending drafts of these keys now. */
  flush(keys: Iterable<string> = this.#timers.keys()): void {
    for (const key of keys) if (this.#timers.has(key)) this.#saveNow(key);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }

  #scheduleSave(key: string): void {
    if (this.#ephemeral.has(key) || this.#textToSave(key) === (this.#saved.get(key) ?? '')) return;
    // A sent message must not remain as a draft for a moment longer.
    if (this.read(key) === '') this.#saveNow(key);
    else if (!this.#timers.has(key))
      this.#timers.set(
        key,
        setTimeout(() => this.#saveNow(key), SAVE_INTERVAL_MS),
      );
  }

  #saveNow(key: string): void {
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    const text = this.#textToSave(key);
    const known = this.#saved.get(key);
    if (text === (known ?? '')) return;
    this.#saved.set(key, text);
    void this.#save(placeOf(key), text).then((done) => {
      // The next change retries.
      if (done || this.#saved.get(key) !== text) return;
      if (known === undefined) this.#saved.delete(key);
      else this.#saved.set(key, known);
    });
  }

  /** The text to save; empty for a text that is too long to send, which stays on the page only. */
  #textToSave(key: string): string {
    const text = this.read(key);
    return text.trim() === '' || text.length > longestDraft ? '' : text;
  }
}

const NEW = 'new';

function keyOf({ conversationId, projectId }: DraftPlace): string {
  return conversationId ?? (projectId === null ? NEW : `${NEW} ${projectId}`);
}

function placeOf(key: string): DraftPlace {
  if (key === NEW) return { conversationId: null, projectId: null };
  return key.startsWith(`${NEW} `)
    ? { conversationId: null, projectId: key.slice(NEW.length + 1) }
    : { conversationId: key, projectId: null };
}
