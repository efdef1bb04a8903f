import { TuteeError } from '#shared/errors.ts';
import type { ChatModel, ModelEvent, ModelRequest } from '#shared/model.ts';
import { abortable, throwIfAborted } from '../run/abortable.ts';
import { pause } from '../run/pause.ts';
import type { Pause } from '../run/pause.ts';

export interface RateLimitOptions {
  /** At most so many requests begin in any window of `perMs`. */
  readonly requests: number;
  readonly perMs: number;
  /** In ms, from anywhere; a clock that is not set back when not given. */
  readonly now?: () => number;
  readonly pause?: Pause;
}

/** Whoever shares one shares its limit: give it to all models of one account. */
export class RateLimit {
  readonly #options: Required<RateLimitOptions>;
  /** When the last requests began, oldest first; never more than may begin in one window. */
  #begun: number[] = [];
  #queue: Promise<void> = Promise.resolve();

  /** Throws `invalid_input` for limits that would let nothing through. */
  constructor({ requests, perMs, now = () => performance.now(), pause: wait = pause }: RateLimitOptions) {
    if (!Number.isInteger(requests) || requests < 1 || !(perMs > 0)) {
      throw new TuteeError('invalid_input', 'Allow at least one request in a time above 0 ms.', {
        field: 'requests',
      });
    }
    this.#options = { requests, perMs, now, pause: wait };
  }

  /** Settles when a request may begin, in the order of asking. Throws `cancelled`; the place in the queue is free then. */
  async enter(signal: AbortSignal): Promise<void> {
    const mine = this.#queue.then(() => this.#wait(signal));
    this.#queue = mine.catch(() => undefined);
    await abortable(mine, signal);
  }

  async #wait(signal: AbortSignal): Promise<void> {
    throwIfAborted(signal);
    const { requests, perMs, now, pause: wait } = this.#options;
    const oldest = this.#begun.at(-requests);
    // Asked again after each wait: timers may ring a little early.
    const left = () => (oldest === undefined ? 0 : oldest + perMs - now());
    while (left() > 0) await wait(left(), signal);
    this.#begun = [...this.#begun, now()].slice(-requests);
  }
}

/** Waits until the limit lets a request through. A request that waits is cancelled like any other. */
export class RateLimitedChatModel implements ChatModel {
  readonly name: string;
  readonly local: boolean;
  readonly #model: ChatModel;
  readonly #limit: RateLimit;

  constructor(model: ChatModel, limit: RateLimit) {
    this.name = model.name;
    this.local = model.local;
    this.#model = model;
    this.#limit = limit;
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    await this.#limit.enter(signal);
    yield* this.#model.stream(request, signal);
  }
}
