/** Time limits of one streamed answer, in ms. */
export interface Patience {
  /** From sending to the first byte of the answer. */
  readonly firstByteMs: number;
  /** Between two pieces of the answer. */
  readonly betweenMs: number;
}

/**
 * Aborts a request when the user cancels or the server falls silent. It alone owns the controller the request runs
 * under, so that whoever asks afterwards can tell the two apart.
 */
export class Watchdog {
  readonly controller = new AbortController();
  /** What was waited for when time ran out; null while it has not. */
  expired: 'begin' | 'continue' | null = null;
  readonly #signal: AbortSignal;
  readonly #patience: Patience;
  #timer: NodeJS.Timeout | undefined;
  readonly #cancel = () => this.stop();

  constructor(signal: AbortSignal, patience: Patience) {
    this.#signal = signal;
    this.#patience = patience;
    if (signal.aborted) this.#cancel();
    signal.addEventListener('abort', this.#cancel, { once: true });
    this.#arm('begin', patience.firstByteMs);
  }

  /** True once the user cancelled. */
  get cancelled(): boolean {
    return this.#signal.aborted;
  }

  /** The limit that ran out, in ms. */
  get limitMs(): number {
    return this.expired === 'begin' ? this.#patience.firstByteMs : this.#patience.betweenMs;
  }

  /** Something arrived: the clock starts anew. */
  beat(): void {
    this.#arm('continue', this.#patience.betweenMs);
  }

  /** The reader of the answer is busy: the server is not to blame for this time. */
  rest(): void {
    clearTimeout(this.#timer);
  }

  /** Ends the watch and, if the request still runs, the request: closes its socket. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#cancel);
    this.controller.abort();
  }

  #arm(phase: 'begin' | 'continue', ms: number): void {
    clearTimeout(this.#timer);
    // Bytes may still come by after the end; a timer for them would keep the process alive.
    if (this.controller.signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.expired = phase;
      this.controller.abort();
    }, ms);
  }
}
