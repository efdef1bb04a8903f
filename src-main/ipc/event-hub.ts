import { randomUUID } from 'node:crypto';
import type { AnyEvent, Publish } from '#shared/contract/events.ts';
import type { EventFrame, EventPosition } from '#shared/transport.ts';

/** How many past events a reconnecting page can still be given: minutes of streaming, some megabytes at most. */
const HELD_EVENTS = 2_000;

type Listener = (frame: EventFrame) => void;

/**
 * Numbers events, holds the latest ones and hands them to every connected page, each once and in order.
 * The position a page names after a dropped connection decides: replay what it missed, or tell it to load anew.
 */
export class EventHub {
  readonly epoch = randomUUID();
  readonly #held: { readonly seq: number; readonly event: AnyEvent }[] = [];
  readonly #listeners = new Set<Listener>();
  #seq = 0;

  readonly publish: Publish = (name, payload) => {
    // The pair is one member of the union by the generic signature; TypeScript cannot see that through a spread.
    const event = { name, payload } as AnyEvent;
    this.#seq += 1;
    this.#held.push({ seq: this.#seq, event });
    if (this.#held.length > HELD_EVENTS) this.#held.shift();
    const frame: EventFrame = { type: 'event', seq: this.#seq, event };
    for (const listener of this.#listeners) listener(frame);
  };

  /** Tells every page to load anew, also those that come back later: what was sent before is of another database. */
  reload(): void {
    this.#seq += 1;
    this.#held.length = 0;
    const frame: EventFrame = { type: 'hello', epoch: this.epoch, seq: this.#seq, reload: true };
    for (const listener of this.#listeners) listener(frame);
  }

  /** What was forgotten for good must not come back by past events: a page that missed some loads anew. */
  dropHistory(): void {
    this.#held.length = 0;
  }

  connect(since: EventPosition | null, listener: Listener): () => void {
    const missed = since === null ? [] : this.#after(since);
    listener({ type: 'hello', epoch: this.epoch, seq: this.#seq, reload: missed === null });
    for (const { seq, event } of missed ?? []) listener({ type: 'event', seq, event });
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The events after a position; null when the position is of another run or some were already let go. */
  #after({ epoch, seq }: EventPosition): { seq: number; event: AnyEvent }[] | null {
    if (epoch !== this.epoch || seq > this.#seq) return null;
    const oldest = this.#held[0]?.seq ?? this.#seq + 1;
    if (seq < oldest - 1) return null;
    return this.#held.slice(seq - oldest + 1);
  }
}
