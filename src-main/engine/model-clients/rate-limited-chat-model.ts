import { TuteeError } from '#shared/errors.ts';
import { NOTICED_WAIT } from '#shared/models/model.ts';
import type { ChatModel, ModelEvent, ModelNotice, ModelRequest } from '#shared/models/model.ts';
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
  /** How many have asked to begin and have not. */
  #waiting = 0;

  /** Throws `invalid_input` for limits that would let nothing through. */
  constructor({ requests, perMs, now = () => performance.now(), pause: wait = pause }: RateLimitOptions) {
    if (!Number.isInteger(requests) || requests < 1 || !(perMs > 0)) {
      throw new TuteeError('invalid_input', 'Allow at least one request in a time above 0 ms.', {
        field: 'requests',
      });
    }
    this.#options = { requests, perMs, now, pause: wait };
  }

  /** How long a request that asks now would wait, in ms, if everybody before it stays. */
  get wait(): number {
    const { requests, perMs, now } = this.#options;
    const begun = [...this.#begun];
    for (let left = this.#waiting; left >= 0; left -= 1) {
      const oldest = begun.at(-requests);
      begun.push(oldest === undefined ? now() : Math.max(now(), oldest + perMs));
    }
    return Math.round(Math.max(0, (begun.at(-1) ?? 0) - now()));
  }

  /** Such as “5 a minute”. */
  get words(): string {
    const { requests, perMs } = this.#options;
    const unit = { 1_000: 'a second', 60_000: 'a minute', 3_600_000: 'an hour', 86_400_000: 'a day' }[perMs];
    return `${requests} ${unit ?? `in ${perMs / 1_000} s`}`;
  }

  /** Settles when a request may begin, in the order of asking. Throws `cancelled`; the place in the queue is free then. */
  async enter(signal: AbortSignal): Promise<void> {
    this.#waiting += 1;
    const mine = this.#queue.then(() => this.#wait(signal)).finally(() => (this.#waiting -= 1));
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

/** Ends when the limit lets a request through; a wait that is worth it is told before. */
export async function* entered(
  limit: RateLimit,
  model: string,
  signal: AbortSignal,
): AsyncGenerator<ModelNotice> {
  const { wait: ms, words: message } = limit;
  if (ms >= NOTICED_WAIT) yield { type: 'wait', reason: 'limit', model, ms, message };
  await limit.enter(signal);
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
    yield* entered(this.#limit, this.name, signal);
    yield* this.#model.stream(request, signal);
  }
}
