import type { ErrorCode } from '#shared/errors.ts';
import { toErrorData } from '#shared/errors.ts';
import { isNotice, NOTICED_WAIT } from '#shared/models/model.ts';
import type { ChatModel, ModelEvent, ModelRequest } from '#shared/models/model.ts';
import { pause } from '../run/pause.ts';
import type { Pause } from '../run/pause.ts';
import { wholeNumber } from '../run/whole-number.ts';

export interface RetryOptions {
  /** Requests at most, the first included; 3 when not given. */
  readonly tries?: number;
  /** The wait before the second try, in ms; doubles with each further one, up to `longestMs`. */
  readonly firstMs?: number;
  readonly longestMs?: number;
  readonly pause?: Pause;
  /** From 0 up to 1: spreads the waits, so that many clients do not come back at one moment. */
  readonly random?: () => number;
}

/** These may be over a little later; all others would fail again. */
const passing: ReadonlySet<ErrorCode> = new Set([
  'unreachable',
  'timeout',
  'rate_limited',
  'server_failed',
  'malformed_stream',
]);

/**
 * Asks again, after a growing wait, when a request failed in a way that may pass. Once a piece of the answer was passed
 * on there is no second try: it cannot be taken back.
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
    this.#options = { tries, firstMs, longestMs, random, pause: options.pause ?? pause };
    wholeNumber(tries, 1, 'tries');
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
        if (begun || !passing.has(error.code) || failed + 1 >= tries || signal.aborted) throw thrown;
        ({ message } = error);
      }
      const full = Math.min(longestMs, firstMs * 2 ** failed);
      // The longest that it may be, and not by how much it is spread: a run that is repeated says the same.
      if (full >= NOTICED_WAIT) yield { type: 'wait', reason: 'retry', model: this.name, ms: full, message };
      await this.#options.pause(full * (0.5 + random() / 2), signal);
    }
  }
}
