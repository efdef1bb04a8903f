/**
 * Unsent messages, one per chat, saved in the main process so that a reload, a restart or a look elsewhere does not
 * lose them. Drafts of temporary chats stay in memory only.
 */
import { longestDraft } from '../../../shared/contract/drafts.ts';
import type { Draft, DraftPlace } from '../../../shared/contract/drafts.ts';

/** Minimum interval between saves of a draft, in ms: how much typing a crash can lose. */
const KEEP_EVERY = 600;

/** Saves a draft; resolves to false when that failed. */
type Keep = (place: DraftPlace, text: string) => Promise<boolean>;

export class MessageDrafts {
  readonly #keep: Keep;
  /** Current texts on the page, by draft key. */
  readonly #texts = new Map<string, string>();
  /** Texts as last sent to the main process. */
  readonly #kept = new Map<string, string>();
  /** Keys of drafts that are never saved. */
  readonly #fleeting = new Set(['temporary']);
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #listeners = new Set<() => void>();

  constructor(keep: Keep) {
    this.#keep = keep;
  }

  read(key: string): string {
    return this.#texts.get(key) ?? '';
  }

  write(key: string, text: string, { keep }: { keep: boolean }): void {
    this.#texts.set(key, text);
    if (!keep) this.#fleeting.add(key);
    this.#keepSoon(key);
    this.#tell();
  }

  /** Puts a text that could not be sent back before what was typed since. */
  prepend(key: string, text: string, { keep }: { keep: boolean }): void {
    const since = this.read(key);
    this.write(key, since === '' ? text : `${text}\n\n${since}`, { keep });
  }

  /** A new chat got its id: moves the draft there. */
  move(from: string, to: string, { keep }: { keep: boolean }): void {
    const text = this.read(from);
    if (text === '') return;
    this.write(to, text, { keep });
    this.write(from, '', { keep });
  }

  /** Applies the main process's drafts, except where the text here was changed since the last save. */
  load(drafts: readonly Draft[]): void {
    const stored = new Map(drafts.map((draft) => [keyOf(draft), draft.text]));
    for (const key of new Set([...stored.keys(), ...this.#kept.keys()])) {
      const text = stored.get(key) ?? '';
      const known = this.#kept.get(key);
      this.#kept.set(key, text);
      const here = this.read(key);
      if (here === (known ?? '')) this.#texts.set(key, text);
      // Typed before the stored draft was loaded: append to it.
      else if (known === undefined && text !== '') this.#texts.set(key, `${text}\n\n${here}`);
    }
    for (const key of this.#texts.keys()) this.#keepSoon(key);
    this.#tell();
  }

  /** Saves pending drafts of these keys now. */
  flush(keys: Iterable<string> = this.#waiting.keys()): void {
    for (const key of keys) if (this.#waiting.has(key)) this.#keepNow(key);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #keepSoon(key: string): void {
    if (this.#fleeting.has(key) || this.#keepable(key) === (this.#kept.get(key) ?? '')) return;
    // A sent message must not remain as a draft for a moment longer.
    if (this.read(key) === '') this.#keepNow(key);
    else if (!this.#waiting.has(key))
      this.#waiting.set(
        key,
        setTimeout(() => this.#keepNow(key), KEEP_EVERY),
      );
  }

  #keepNow(key: string): void {
    clearTimeout(this.#waiting.get(key));
    this.#waiting.delete(key);
    const text = this.#keepable(key);
    const known = this.#kept.get(key);
    if (text === (known ?? '')) return;
    this.#kept.set(key, text);
    void this.#keep(placeOf(key), text).then((done) => {
      // The next change retries.
      if (done || this.#kept.get(key) !== text) return;
      if (known === undefined) this.#kept.delete(key);
      else this.#kept.set(key, known);
    });
  }

  /** The text to save; empty for a text that is too long to send, which stays on the page only. */
  #keepable(key: string): string {
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
