import type { ErrorCode } from '#shared/errors.ts';
import { toErrorData } from '#shared/errors.ts';
import { isNotice, NOTICED_WAIT } from '#shared/models/model.ts';
import type { ChatModel, ModelEvent, ModelRequest } from '#shared/models/model.ts';
import { delay } from '../run/delay.ts';
import type { Delay } from '../run/delay.ts';
import { checkedInteger } from '../run/checked-integer.ts';

export interface RetryOptions {
  /** Maximum number of requests, including the first; default 3. */
  readonly tries?: number;
  /** Milliseconds before the first retry; doubles with each further one, up to `longestMs`. */
  readonly firstMs?: number;
  readonly longestMs?: number;
  readonly pause?: Delay;
  /** Returns 0 to 1; adds jitter, so that many clients do not retry at the same moment. */
  readonly random?: () => number;
}

/** Errors that a retry may solve. */
const TRANSIENT_CODES: ReadonlySet<ErrorCode> = new Set([
  'unreachable',
  'timeout',
  'rate_limited',
  'overloaded',
  'server_failed',
  'malformed_stream',
]);

/**
 * Retries failed requests with exponential backoff when the error is transient. There is no retry once part of the answer was
 * passed on, because that cannot be taken back.
 */
export class RetryingChatModel implements ChatModel {
  readonly name: string;
  readonly local: boolean;
  readonly #model: ChatModel;
  readonly #options: Required<RetryOptions>;

  constructor(model: ChatModel, options: RetryOptions = {}) {
    this.name = model.name;
    this.local = model.local;
    this.#model = model;
    const { tries = 3, firstMs = 500, longestMs = 8_000, random = Math.random } = options;
    this.#options = { tries, firstMs, longestMs, random, pause: options.pause ?? delay };
    checkedInteger(tries, 1, 'tries');
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const { tries, firstMs, longestMs, random } = this.#options;
    for (let failed = 0; ; failed += 1) {
      let begun = false;
      let message: string;
      try {
        for await (const event of this.#model.stream(request, signal)) {
          begun ||= !isNotice(event);
          yield event;
        }
        return;
      } catch (thrown) {
        const error = toErrorData(thrown);
        if (begun || !TRANSIENT_CODES.has(error.code) || failed + 1 >= tries || signal.aborted) throw thrown;
        ({ message } = error);
      }
      const full = Math.min(longestMs, firstMs * 2 ** failed);
      // The notice gives the wait without jitter, so that a replayed run yields the same event.
      if (full >= NOTICED_WAIT) yield { type: 'wait', reason: 'retry', model: this.name, ms: full, message };
      await this.#options.pause(full * (0.5 + random() / 2), signal);
    }
  }
}
