/**
 * Unsent messages, one a place, kept with the chats so that a reload, a restart or a look elsewhere does not cost a text.
 * Temporary chats promise that nothing is kept, so their drafts live in memory only.
 */
import { longestDraft } from '../../../shared/contract/drafts.ts';
import type { Draft, DraftPlace } from '../../../shared/contract/drafts.ts';

/** What is typed is kept so often at most, in ms: a killed process costs no more than that. */
const KEEP_EVERY = 600;

/** Keeps a text in a place; false when that failed. */
type Keep = (place: DraftPlace, text: string) => Promise<boolean>;

export class Drafts {
  readonly #keep: Keep;
  /** As they are on the page. */
  readonly #texts = new Map<string, string>();
  /** As the main side has them, as far as it was told. */
  readonly #kept = new Map<string, string>();
  /** Places that nothing is kept of. */
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

  /** What the main side has. It takes the place of what was not changed here since the main side was told. */
  load(drafts: readonly Draft[]): void {
    const stored = new Map(drafts.map((draft) => [keyOf(draft), draft.text]));
    for (const key of new Set([...stored.keys(), ...this.#kept.keys()])) {
      const text = stored.get(key) ?? '';
      const known = this.#kept.get(key);
      this.#kept.set(key, text);
      const here = this.read(key);
      if (here === (known ?? '')) this.#texts.set(key, text);
      // Typed before what was there came: it goes on from it.
      else if (known === undefined && text !== '') this.#texts.set(key, `${text}\n\n${here}`);
    }
    for (const key of this.#texts.keys()) this.#keepSoon(key);
    this.#tell();
  }

  /** Whatever waits to be kept in these places is kept now. */
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
    // What was sent must not be there as unsent for a moment longer.
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
      // The next change tries again.
      if (done || this.#kept.get(key) !== text) return;
      if (known === undefined) this.#kept.delete(key);
      else this.#kept.set(key, known);
    });
  }

  /** A text that is too long to be sent stays on the page alone. */
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
