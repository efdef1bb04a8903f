/**
 * Splits a text into the pieces of a BERT vocabulary, like the model's own tokenizer: folded (no accents, lower case), separated at spaces,
 * punctuation and Han characters, then each word into the longest pieces of the vocabulary (WordPiece, Wu et al. 2016). A word that cannot
 * be composed of pieces is unknown as a whole. Special tokens written out in a text are plain text here.
 */

/** Longer words are unknown, as in the model's own tokenizer. In characters. */
const maxWordLength = 100;
const continuation = '##';

/** Marks are dropped after decomposing letters; control characters are dropped; Han characters are separate words. */
const beyondPlainAscii = /[^\x20-\x7e]/;
const dropped = /[\0\ufffd]|(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;
const marks = /\p{Mn}/gu;
const han =
  /[\u{3400}-\u{4dbf}\u{4e00}-\u{9fff}\u{f900}-\u{faff}\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\u{2f800}-\u{2fa1f}]/gu;
/** ASCII symbols such as $ and + count as punctuation; others do not. */
const wordOrPunctuation = /[!-/:-@[-`{-~\p{P}]|[^\s!-/:-@[-`{-~\p{P}]+/gu;

const isWord = /[\p{L}\p{N}]/u;

export interface WordInPieces {
  readonly word: string;
  /** Ids of its pieces in order; empty if the word is unknown. */
  readonly pieces: readonly number[];
}

export class WordPieces {
  readonly #ids: ReadonlyMap<string, number>;

  /** @param vocabulary the pieces; a piece's id is its index. Those that continue a word begin with `##` */
  constructor(vocabulary: readonly string[]) {
    this.#ids = new Map(vocabulary.map((piece, id) => [piece, id]));
  }

  /** The words of a text, punctuation included, in order. */
  cut(text: string): WordInPieces[] {
    return (fold(text).match(wordOrPunctuation) ?? []).map((word) => ({ word, pieces: this.#pieces(word) }));
  }

  #pieces(word: string): number[] {
    const whole = this.#ids.get(word);
    if (whole !== undefined) return [whole];
    // Pieces begin and end between characters, never within a surrogate pair.
    const characters = Array.from(word);
    if (characters.length > maxWordLength) return [];
    const pieces: number[] = [];
    for (let start = 0; start < characters.length;) {
      const found = this.#longest(characters, start);
      if (found === null) return [];
      pieces.push(found.id);
      start = found.end;
    }
    return pieces;
  }

  #longest(characters: readonly string[], start: number): { id: number; end: number } | null {
    const prefix = start === 0 ? '' : continuation;
    for (let end = characters.length; end > start; end -= 1) {
      const id = this.#ids.get(prefix + characters.slice(start, end).join(''));
      if (id !== undefined) return { id, end };
    }
    return null;
  }
}

/** How much of a text the vocabulary covers: a word with its own piece counts fully, one of n pieces 1/n, an unknown one 0. */
export function readShare(words: readonly WordInPieces[]): number {
  let read = 0;
  let all = 0;
  for (const { word, pieces } of words) {
    if (!isWord.test(word)) continue;
    all += 1;
    if (pieces.length > 0) read += 1 / pieces.length;
  }
  return all === 0 ? 1 : read / all;
}

function fold(text: string): string {
  if (!beyondPlainAscii.test(text)) return text.toLowerCase();
  const apart = text.replace(dropped, '').replace(han, ' $& ').normalize('NFD').replace(marks, '');
  // One character at a time, because lower-casing a whole word would treat a final Greek sigma differently.
  return Array.from(apart, (character) => character.toLowerCase()).join('');
}
