import { attachmentLimits } from '#shared/attachments/limits.ts';

/** Gathers text up to a limit, so that no file makes more text than is kept. */
export class LimitedText {
  readonly #most: number;
  readonly #parts: string[] = [];
  #length = 0;
  #full = false;

  /** @param most in UTF-16 code units. */
  constructor(most: number = attachmentLimits.text) {
    this.#most = most;
  }

  /** True once something did not fit: what comes now is dropped. */
  get full(): boolean {
    return this.#full;
  }

  get length(): number {
    return this.#length;
  }

  add(text: string): void {
    if (this.#full) return;
    const room = this.#most - this.#length;
    const kept = text.length <= room ? text : text.slice(0, room);
    this.#full = text.length > room;
    this.#parts.push(kept);
    this.#length += kept.length;
  }

  /** As it can be stored: without NUL and lone surrogates, and without blank lines in a row. */
  toString(): string {
    return this.#parts
      .join('')
      .replaceAll('\u0000', '')
      .toWellFormed()
      .replaceAll(/\r\n?/g, '\n')
      .replaceAll(/\n(?:[ \t]*\n){2,}/g, '\n\n')
      .trim();
  }
}

/** What `cut` says of a text that did not fit. */
export function firstCharacters(length: number): string {
  return `Only its first ${length.toLocaleString('en')} characters were read.`;
}
