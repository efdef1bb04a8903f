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

  /** Returns what of it fitted. */
  add(text: string): string {
    if (this.#full) return '';
    const room = this.#most - this.#length;
    const kept = text.length <= room ? text : text.slice(0, room);
    this.#full = text.length > room;
    this.#parts.push(kept);
    this.#length += kept.length;
    return kept;
  }

  toString(): string {
    return tidied(this.#parts.join(''));
  }
}

/** A text in a form that can be stored: without NUL, lone surrogates and consecutive blank lines. */
export function tidied(text: string): string {
  return withLines(text)
    .replaceAll(/\n(?:[ \t]*\n){2,}/g, '\n\n')
    .trim();
}

/** The same, with all of its lines. */
export function withLines(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed().replaceAll(/\r\n?/g, '\n');
}

/** The note for a text that was cut off. */
export function firstCharacters(length: number): string {
  return `Only its first ${length.toLocaleString('en')} characters were read.`;
}
