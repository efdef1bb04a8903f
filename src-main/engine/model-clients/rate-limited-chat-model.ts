import { TuteeError } from '#shared/errors.ts';
import { NOTICED_WAIT } from '#shared/models/model.ts';
import type { ChatModel, ModelEvent, ModelNotice, ModelRequest } from '#shared/models/model.ts';
import { abortable, throwIfAborted } from '../run/abortable.ts';
import { delay } from '../run/delay.ts';
import type { Delay } from '../run/delay.ts';

export interface RateLimitOptions {
  /** Maximum number of requests that begin in any window of `perMs` milliseconds. */
  readonly requests: number;
  readonly perMs: number;
  /** Milliseconds from any origin. Default: the monotonic `performance.now`. */
  readonly now?: () => number;
  readonly pause?: Delay;
}

/** A sliding-window rate limit. Share one instance among all models of an account. */
export class RateLimit {
  readonly #options: Required<RateLimitOptions>;
  /** Start times of the last requests, oldest first; at most `requests` of them. */
  #startTimes: number[] = [];
  #queue: Promise<void> = Promise.resolve();
  /** Number of queued requests. */
  #waiting = 0;

  /** Throws `invalid_input` for limits that would admit nothing. */
  constructor({ requests, perMs, now = () => performance.now(), pause: wait = delay }: RateLimitOptions) {
    if (!Number.isInteger(requests) || requests < 1 || !(perMs > 0)) {
      throw new TuteeError('invalid_input', 'Allow at least one request in a time above 0 ms.', {
        field: 'requests',
      });
    }
    this.#options = { requests, perMs, now, pause: wait };
  }

  /** Milliseconds that a request queued now would wait if no earlier one is cancelled. */
  get wait(): number {
    const { requests, perMs, now } = this.#options;
    const startTimes = [...this.#startTimes];
    for (let left = this.#waiting; left >= 0; left -= 1) {
      const oldest = startTimes.at(-requests);
      startTimes.push(oldest === undefined ? now() : Math.max(now(), oldest + perMs));
    }
    return Math.round(Math.max(0, (startTimes.at(-1) ?? 0) - now()));
  }

  /** The limit for display, such as “5 a minute”. */
  get words(): string {
    const { requests, perMs } = this.#options;
    const unit = { 1_000: 'a second', 60_000: 'a minute', 3_600_000: 'an hour', 86_400_000: 'a day' }[perMs];
    return `${requests} ${unit ?? `in ${perMs / 1_000} s`}`;
  }

  /** Resolves, in order of calls, when a request may begin. Throws `cancelled` and gives up its place in the queue. */
  async enter(signal: AbortSignal): Promise<void> {
    this.#waiting += 1;
    const mine = this.#queue.then(() => this.#wait(signal)).finally(() => (this.#waiting -= 1));
    this.#queue = mine.catch(() => undefined);
    await abortable(mine, signal);
  }

  async #wait(signal: AbortSignal): Promise<void> {
    throwIfAborted(signal);
    const { requests, perMs, now, pause: wait } = this.#options;
    const oldest = this.#startTimes.at(-requests);
    // Checked again after each wait: timers can fire slightly early.
    const left = () => (oldest === undefined ? 0 : oldest + perMs - now());
    while (left() > 0) await wait(left(), signal);
    this.#startTimes = [...this.#startTimes, now()].slice(-requests);
  }
}

/** Waits for the limit. Yields a wait notice first when the wait is at least NOTICED_WAIT. */
export async function* entered(
  limit: RateLimit,
  model: string,
  signal: AbortSignal,
): AsyncGenerator<ModelNotice> {
  const { wait: ms, words: message } = limit;
  if (ms >= NOTICED_WAIT) yield { type: 'wait', reason: 'limit', model, ms, message };
  await limit.enter(signal);
}

/** Delays requests until the limit admits them. A waiting request can be cancelled like any other. */
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
