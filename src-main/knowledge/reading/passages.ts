/**
 * Divides the text of a file into passages of some hundred characters, along its structure: headings, paragraphs, top-level parts of code,
 * rows. Where a section is divided, a passage repeats the end of the one before. Pure, and linear in the length of the text.
 */
import type { Place } from '#shared/knowledge/place.ts';

export interface Passage {
  /** The heading it stands under; empty: none. */
  readonly heading: string;
  readonly text: string;
  /** How many characters at its beginning repeat the end of the passage before. */
  readonly repeats: number;
  readonly place: Place;
}

/** A line, or a paragraph, with its place. */
export interface Piece {
  readonly text: string;
  /** The number of its line, page, paragraph or row, from 1. */
  readonly at: number;
  /** True where a passage may well begin. */
  readonly starts: boolean;
  /** The heading that it begins, with those above it; absent: it begins none. */
  readonly heading?: string;
}

/** In UTF-16 units: what the embedders read of a text at once, and as much as a person takes in at a glance. */
const USUAL = 800;
/** A section shorter than this is not alone in its passage. */
const SHORT = 120;
const REPEATED = 120;
const MOST_HEADING = 200;

export interface PassageForm {
  readonly placeOf: (from: number, to: number) => Place;
  /** Between two pieces. */
  readonly separator: '\n' | '\n\n';
  /** Put before every passage but the first, such as the header of a table; empty: nothing. */
  readonly header?: string;
}

/** @param pieces in order */
export function passagesOf(pieces: Iterable<Piece>, form: PassageForm): Passage[] {
  const builder = new PassageBuilder(form);
  for (const piece of pieces) builder.add(piece);
  builder.end();
  return builder.passages;
}

class PassageBuilder {
  readonly passages: Passage[] = [];
  readonly #form: PassageForm;
  #pieces: Piece[] = [];
  #length = 0;
  #heading = '';
  /** What the next passage repeats. */
  #repeated = '';

  constructor(form: PassageForm) {
    this.#form = form;
  }

  add(piece: Piece): void {
    if (piece.heading !== undefined && (this.#length >= SHORT || this.#pieces.every(isBlank))) {
      this.#flush(this.#pieces.length, '');
      this.#heading = piece.heading.slice(0, MOST_HEADING);
    }
    const parts = piece.text.length <= USUAL ? [piece.text] : partsOf(piece.text);
    for (const [index, text] of parts.entries())
      this.#push({ ...piece, text, starts: index > 0 || piece.starts });
  }

  end(): void {
    this.#flush(this.#pieces.length, '');
  }

  #push(piece: Piece): void {
    const { separator, header = '' } = this.#form;
    const room = USUAL - this.#repeated.length - (this.passages.length === 0 ? 0 : header.length);
    if (this.#length + piece.text.length > room && this.#length > 0) {
      const end = this.#goodEnd(piece);
      this.#flush(end, separator);
    }
    this.#pieces.push(piece);
    this.#length += piece.text.length + separator.length;
  }

  /** Where to end a passage that is full: before the last piece that may begin one, unless that leaves little. */
  #goodEnd(next: Piece): number {
    if (next.starts) return this.#pieces.length;
    const start = this.#pieces.findLastIndex(({ starts }, index) => starts && index > 0);
    const before = this.#pieces.slice(0, Math.max(start, 0)).reduce((sum, { text }) => sum + text.length, 0);
    return start > 0 && before >= USUAL / 2 ? start : this.#pieces.length;
  }

  /** Makes a passage of the first pieces. The rest begins the next one. @param joint empty: the next one repeats nothing. */
  #flush(count: number, joint: string): void {
    const { separator, header = '', placeOf } = this.#form;
    const used = trimmed(this.#pieces.slice(0, count));
    this.#pieces = this.#pieces.slice(count);
    this.#length = this.#pieces.reduce((sum, { text }) => sum + text.length + separator.length, 0);
    const own = used.map(({ text }) => text).join(separator);
    const [first, last] = [used[0], used.at(-1)];
    if (first !== undefined && last !== undefined && /[\p{L}\p{N}]/u.test(own)) {
      const before = [this.passages.length === 0 ? '' : header, this.#repeated].filter((part) => part !== '');
      const repeated = before.map((part) => part + separator).join('');
      this.passages.push({
        heading: this.#heading,
        text: repeated + own,
        repeats: repeated.length,
        place: placeOf(first.at, last.at),
      });
    }
    this.#repeated = joint === '' || header !== '' ? '' : endOf(own);
  }
}

function isBlank({ text }: Piece): boolean {
  return text.trim() === '';
}

/** Without blank pieces at both ends. */
function trimmed(pieces: readonly Piece[]): readonly Piece[] {
  const first = pieces.findIndex((piece) => !isBlank(piece));
  const last = pieces.findLastIndex((piece) => !isBlank(piece));
  return first === -1 ? [] : pieces.slice(first, last + 1);
}

/** The last sentence or line of a text, if it is short. */
function endOf(text: string): string {
  const end = text.slice(-REPEATED - 2);
  const from = Math.max(end.lastIndexOf('\n') + 1, lastSentence(end));
  const last = end.slice(from).trim();
  return from === 0 && text.length > REPEATED ? '' : last.length > REPEATED ? '' : last;
}

/** Where the last sentence begins; 0: it is the only one. */
function lastSentence(text: string): number {
  for (let at = text.length - 3; at > 0; at -= 1)
    if (/[.!?。！？]/u.test(text[at] ?? '') && (/\s/u.test(text[at + 1] ?? '') || isWide(text[at])))
      return at + 1;
  return 0;
}

function isWide(character: string | undefined): boolean {
  return character !== undefined && /[。！？]/u.test(character);
}

/** Divides a long paragraph after sentences, or after words, or anywhere. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  while (text.length - from > USUAL) {
    const window = text.slice(from, from + USUAL);
    const cut = cutOf(window);
    parts.push(window.slice(0, cut));
    from += cut;
  }
  parts.push(text.slice(from));
  return parts;
}

function cutOf(window: string): number {
  const sentence = lastSentence(window);
  if (sentence >= USUAL / 2) return sentence;
  const space = window.lastIndexOf(' ');
  if (space >= USUAL / 2) return space + 1;
  // Not within a character of two units.
  return /[\uD800-\uDBFF]/.test(window.at(-1) ?? '') ? window.length - 1 : window.length;
}
