import { attachmentLimits } from '#shared/attachments/limits.ts';

/** Collects text up to a limit, so that no file yields more text than is kept. */
export class LimitedText {
  readonly #most: number;
  readonly #parts: string[] = [];
  #length = 0;
  #full = false;

  /** @param most in UTF-16 code units. */
  constructor(most: number = attachmentLimits.text) {
    this.#most = most;
  }

  /** True once something did not fit; later text is dropped. */
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

  /** The text in a form that can be stored: without NUL, lone surrogates and consecutive blank lines. */
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

/** The note for a text that was cut off. */
export function firstCharacters(length: number): string {
  return `Only its first ${length.toLocaleString('en')} characters were read.`;
}
