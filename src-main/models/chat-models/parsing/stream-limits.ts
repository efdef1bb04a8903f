/** Limits in bytes: a server that never stops must not fill the memory. */
export interface StreamLimits {
  /** Maximum size of one event, which is buffered until its blank line. */
  readonly event: number;
  /** Maximum size of the whole stream. */
  readonly whole: number;
}

/** Enough for an event with the longest answer, and for an answer of several hundred thousand chunks. */
export const standardLimits: StreamLimits = { event: 4 * 1024 * 1024, whole: 128 * 1024 * 1024 };

const LF = 10;
const CR = 13;

/** Measures a stream of server-sent events. Lines end with LF, CR or CRLF. */
export class StreamMeter {
  readonly #limits: StreamLimits;
  #whole = 0;
  #event = 0;
  /** Whether the current line is empty so far, and whether the previous byte was CR. */
  #lineIsEmpty = true;
  #afterCr = false;

  constructor(limits: StreamLimits) {
    this.#limits = limits;
  }

  /** Counts bytes; true while the stream is within its limits. */
  accept(bytes: Uint8Array): boolean {
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
