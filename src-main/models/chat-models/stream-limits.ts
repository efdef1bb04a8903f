/** In bytes. A server that does not stop must not fill the memory, whatever it sends. */
export interface StreamLimits {
  /** What may come before the blank line that ends an event: until then all of it is held. */
  readonly event: number;
  /** All of one answer, with everything around its words. */
  readonly whole: number;
}

/** An event as long as the longest answer, and an answer of some hundred thousand pieces. */
export const standardLimits: StreamLimits = { event: 4 * 1024 * 1024, whole: 128 * 1024 * 1024 };

const LF = 10;
const CR = 13;

/** Measures a stream of server-sent events as it passes. Lines end with LF, CR or both. */
export class StreamGauge {
  readonly #limits: StreamLimits;
  #whole = 0;
  #event = 0;
  /** What stood before was the end of a line, and whether that was a CR alone so far. */
  #lineIsEmpty = true;
  #afterCr = false;

  constructor(limits: StreamLimits) {
    this.#limits = limits;
  }

  /** True while it keeps within the limits, these bytes included. */
  takes(bytes: Uint8Array): boolean {
    this.#whole += bytes.byteLength;
    if (this.#whole > this.#limits.whole) return false;
    for (const byte of bytes) {
      this.#event += 1;
      if (this.#event > this.#limits.event) return false;
      this.#pass(byte);
    }
    return true;
  }

  #pass(byte: number): void {
    const endsCrLf = byte === LF && this.#afterCr;
    this.#afterCr = byte === CR;
    if (endsCrLf) return;
    if (byte !== LF && byte !== CR) {
      this.#lineIsEmpty = false;
      return;
    }
    if (this.#lineIsEmpty) this.#event = 0;
    this.#lineIsEmpty = true;
  }
}
