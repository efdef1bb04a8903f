import type { StreamTimeouts } from './answer-timeouts.ts';

/** How long to wait for the usage after the last chunk, in ms. */
const AFTER_LAST_WORD = 2_000;

/**
 * Aborts a request when the user cancels or the server is silent for too long. Owns the request's abort controller, so
 * that the two causes can be told apart afterwards.
 */
export class Watchdog {
  readonly controller = new AbortController();
  /** The phase whose timeout expired; null while none has. */
  expired: 'begin' | 'continue' | null = null;
  readonly #signal: AbortSignal;
  readonly #timeouts: StreamTimeouts;
  #timer: NodeJS.Timeout | undefined;
  #finished = false;
  readonly #cancel = () => this.stop();

  constructor(signal: AbortSignal, timeouts: StreamTimeouts) {
    this.#signal = signal;
    this.#timeouts = timeouts;
    if (signal.aborted) this.#cancel();
    signal.addEventListener('abort', this.#cancel, { once: true });
    this.#arm('begin', timeouts.firstByteMs);
  }

  /** True once the user cancelled. */
  get cancelled(): boolean {
    return this.#signal.aborted;
  }

  /** The timeout that expired, in ms. */
  get limitMs(): number {
    return this.expired === 'begin' ? this.#timeouts.firstByteMs : this.#timeouts.betweenMs;
  }

  /**
   * Restarts the timeout when data arrives.
   * @param finished true: the answer is complete, and only the usage is waited for
   */
  reset(finished = false): void {
    this.#finished ||= finished;
    const { betweenMs } = this.#timeouts;
    this.#arm('continue', this.#finished ? Math.min(AFTER_LAST_WORD, betweenMs) : betweenMs);
  }

  /** Stops the timeout while the consumer is busy, which is not the server's fault. */
  pauseTimeout(): void {
    clearTimeout(this.#timer);
  }

  /** Stops the timeout and aborts the request if it still runs, which closes its socket. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#cancel);
    this.controller.abort();
  }

  #arm(phase: 'begin' | 'continue', ms: number): void {
    clearTimeout(this.#timer);
    // Bytes may arrive after the end; a timer for them would keep the process alive.
    if (this.controller.signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.expired = phase;
      this.controller.abort();
    }, ms);
  }
}
