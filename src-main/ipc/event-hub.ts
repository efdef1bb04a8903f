import { randomUUID } from 'node:crypto';
import type { AnyEvent, Publish } from '#shared/contract/events.ts';
import type { EventFrame, EventPosition } from '#shared/transport.ts';

/** How many past events are kept for reconnecting pages: minutes of streaming, some megabytes at most. */
const HISTORY_LENGTH = 2_000;

type Listener = (frame: EventFrame) => void;

/**
 * Numbers events, keeps the latest ones and sends them to every connected page, each once and in order. A page that reconnects
 * names the last event it saw, and gets the missed ones, or a request to reload when they are not kept any more.
 */
export class EventHub {
  readonly epoch = randomUUID();
  readonly #history: { readonly seq: number; readonly event: AnyEvent }[] = [];
  readonly #listeners = new Set<Listener>();
  #seq = 0;

  readonly publish: Publish = (name, payload) => {
    // The generic signature makes the pair a member of the union; TypeScript cannot infer that.
    const event = { name, payload } as AnyEvent;
    this.#seq += 1;
    this.#history.push({ seq: this.#seq, event });
    if (this.#history.length > HISTORY_LENGTH) this.#history.shift();
    const frame: EventFrame = { type: 'event', seq: this.#seq, event };
    for (const listener of this.#listeners) listener(frame);
  };

  /** Makes every page reload, also those that reconnect later: past events belong to another database. */
  reload(): void {
    this.#seq += 1;
    this.#history.length = 0;
    const frame: EventFrame = { type: 'hello', epoch: this.epoch, seq: this.#seq, reload: true };
    for (const listener of this.#listeners) listener(frame);
  }

  /** Drops past events, which may hold purged words: a page that missed some reloads. */
  dropHistory(): void {
    this.#history.length = 0;
  }

  connect(since: EventPosition | null, listener: Listener): () => void {
    const missed = since === null ? [] : this.#after(since);
    listener({ type: 'hello', epoch: this.epoch, seq: this.#seq, reload: missed === null });
    for (const { seq, event } of missed ?? []) listener({ type: 'event', seq, event });
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The events after a position; null when it is of another epoch or some are not kept any more. */
  #after({ epoch, seq }: EventPosition): { seq: number; event: AnyEvent }[] | null {
    if (epoch !== this.epoch || seq > this.#seq) return null;
    const oldest = this.#history[0]?.seq ?? this.#seq + 1;
    if (seq < oldest - 1) return null;
    return this.#history.slice(seq - oldest + 1);
  }
}
